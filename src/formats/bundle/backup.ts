import { objectsOf } from '../../catalog/index.ts'
import type { Compiled } from '../../compile/index.ts'
import { quoteIdent } from '../../sql/index.ts'
import type { Migration } from './migration.ts'
import { fence } from './text.ts'

const reader = 'backup_reader'

const byOwner = [fence('sh', 'pg_dump -d DATABASE -f backup.sql')]

/** pg_dump turns row level security off, which FORCE denies to the owner; the maintenance role cannot read it all. */
const pastPolicies = [
  'Row level security binds the owner of the tables too: the owner’s `pg_dump` stops with “query would be affected by row-level security policy”, and with `--enable-row-security` it would leave rows out and say nothing. A superuser needs nothing; else let one who may give BYPASSRLS make a role that reads past it, once, with the name of whoever makes backups in place of OWNER:',
  fence(
    'sql',
    [
      `create role ${reader} bypassrls;`,
      `grant pg_read_all_data to ${reader};`,
      `grant ${reader} to OWNER;`,
    ].join('\n'),
  ),
  fence('sh', `pg_dump -d DATABASE --role=${reader} -f backup.sql`),
]

/** A dump hands objects over before it grants what their new owners need for it. */
const around = (owners: readonly string[], inPublic: boolean): { before: string; after: string } => {
  const list = owners.map(quoteIdent).join(', ')
  return {
    before: [
      ...(inPublic ? [`grant create on schema public to ${list};`] : []),
      `alter default privileges grant create on schemas to ${list};`,
    ].join('\n'),
    after: `alter default privileges revoke create on schemas from ${list};`,
  }
}

/** How to dump and restore what pg_dump by the owner alone does not; nothing where it does. */
export const backup = (compiled: Compiled, { owners }: Migration): readonly string[] => {
  const { catalog } = compiled
  const forced = objectsOf(catalog, 'table').some((t) => t.rls === 'forced')
  if (objectsOf(catalog, 'role').length === 0 && !forced) return []
  const restore = fence('sh', 'psql -X -v ON_ERROR_STOP=1 -d EMPTY -f backup.sql')
  const { before, after } = around(
    owners,
    objectsOf(catalog, 'schema').some((s) => s.name === 'public'),
  )
  return [
    '## Back it up',
    ...(forced ? pastPolicies : byOwner),
    'A dump holds no roles: on another server they are made first, as above.',
    ...(owners.length === 0
      ? ['Into an empty database:', restore]
      : [
          'Into an empty database a superuser restores it with psql alone. Whoever owns that database and is a member of the roles that own things lets these create before:',
          fence('sql', before),
          restore,
          'and takes back afterwards what only that needed:',
          fence('sql', after),
        ]),
  ]
}
