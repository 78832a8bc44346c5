const common = `# Tenants with databases of their own

The registry is in the database to which this bundle's migrations were applied first. Its tables say on which server
and in which database each tenant is, and whether it can be reached. The application asks \`route_tenant\` (see
helpers/tenant-router.ts) and connects to what it answers. In the tenants' databases the registry's tables exist and
stay empty.

All scripts are run from this folder's parent, with the variables of psql (PGHOST, PGUSER, PGDATABASE …) pointing at
the registry, as a role that may create databases on the servers and roles in them. Servers ask for passwords through
a password file, never on the command line.

## A server

    insert into tenant_registry.servers (name, host, port) values ('eu-1', 'db1.internal', 5432);

(The schema has the name that was chosen in the design.)

## A new tenant

    tenants/provision.sh 'Acme Inc.' eu-1 acme

It prints the tenant's key. When it fails half-way, the tenant stays closed; run the same line again and it goes on.

## A migration

1. Put the new file beside the others in migrations/, with the next number. Like those it begins and commits one
   transaction: what fails half-way must leave nothing behind, since the file is run again from its first line.
2. Apply it to the database of the registry.
3. \`tenants/migrate-all.sh\`

Each tenant is reported. One that fails keeps its earlier version and is tried again the next time; what it lacks is in
the registry's \`migrations\`, and \`tenants_behind('0002_…')\` lists who is behind. Until the last tenant is done both
versions are in use, so migrations have to suit the code before and after (expand first, contract later).

## Closing a tenant

    select tenant_registry.suspend_tenant('…');
    select tenant_registry.activate_tenant('…');

## Saving and restoring one tenant

    pg_dump -h db1.internal -Fc acme > acme.dump
    createdb -h db1.internal acme_restored && pg_restore -h db1.internal -d acme_restored acme.dump

Then let the registry point at the restored database, with \`begin_move\` and \`end_move\`.
`

const moving = `
## Small tenants together, large ones apart

A tenant without a server shares the database of the registry, where its rows carry its key:

    select tenant_registry.register_tenant('Small Ltd.', tenant => '…');   -- the key that its rows carry
    select tenant_registry.activate_tenant('…');

When it grows:

    tenants/move-tenant.sh KEY eu-1 small

The tenant is closed; after DRAIN_SECONDS (5) its rows are copied and compared table by table, and it is opened at the
new place. Where anything fails it is opened at the old one. The old rows stay until someone is sure:

    tenants/forget-copy.sh KEY

And back: \`tenants/move-tenant.sh KEY --back\`, after which its own database can be dropped.
\`tenants/export-tenant.sh KEY FOLDER\` writes its rows as text, for the tenant itself or for another system.

Moving and forgetting need a superuser: triggers and references are silent while rows arrive or go, or history and
messages would tell of changes that were none.
`

/** How people run it. */
export const runbook = (hybrid: boolean): string => (hybrid ? common + moving : common)
