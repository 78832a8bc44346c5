import { qualified, rawSql, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { clientType, transactionHelper } from '../kit/transaction-helper.ts'
import { tenantTables, type U } from './owned.ts'

const helper = (use: U): Claim<'files'> => ({
  claim: 'file',
  path: 'helpers/with-tenant-schema.ts',
  text: sql`${rawSql(`${clientType}
const useTenant: string = `)}${regclass(use.idOf('use_tenant'))}${rawSql('\n\n')}${transactionHelper({
    name: 'withTenantSchema',
    says: [
      "Runs `work` in one transaction in which table names without a schema mean the tenant's own tables.",
      'The client must be a single connection, not a pool: the path is set on it until the transaction ends.',
    ],
    first: rawSql(`await client.query(\`select \${useTenant}($1)\`, [tenant])`),
  })}`,
})

/** One transaction a tenant: a long list never holds the locks of all of them at once. */
const runner = `#!/usr/bin/env bash
# Runs one migration in the schema of every tenant, each in a transaction of its own, and reports each.
# Migrate the design itself first: new tenants are made from it. Names in the file go without their schema.
#
#   PGHOST=… PGDATABASE=… tenants/migrate-schemas.sh VERSION FILE.sql
#
# Ends with status 1 where a tenant failed; run it again once the reason is gone: the others have it already.
set -euo pipefail
if [ $# -ne 2 ]; then
  echo "usage: $0 VERSION FILE.sql" >&2
  exit 2
fi
if [ ! -r "$2" ]; then
  echo "cannot read $2" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
version=$1
# psql reads the file: as a word of a command line it could be too long.
export MIGRATION=$2
query() { psql -XAtq -v ON_ERROR_STOP=1 "$@"; }
schemas=$(query -f "$here/list-schemas.sql")
failed=0
for schema in $schemas; do
  if ! outcome=$(query -v schema="$schema" -v version="$version" -f "$here/migrate-schema.sql" 2>&1); then
    outcome="failed: $outcome"
  fi
  printf '%s\\t%s\\n' "$schema" "$outcome"
  case $outcome in failed*) failed=1 ;; esac
done
exit $failed
`

/** Names of objects stand in files of SQL only: a shell would read more into them. */
const scripts = (use: U): readonly Claim<'files'>[] => [
  { claim: 'file', path: 'tenants/migrate-schemas.sh', text: rawSql(runner) },
  {
    claim: 'file',
    path: 'tenants/list-schemas.sql',
    text: sql`select schema_name from ${qualified(use.idOf('tenants'))} order by 1;\n`,
  },
  {
    claim: 'file',
    path: 'tenants/migrate-schema.sql',
    text: sql`\\set statements \`cat -- "$MIGRATION"\`\nselect ${qualified(use.idOf('migrate_tenant'))}(:'schema', :'version', :'statements');\n`,
  },
]

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] =>
  tenantTables(facts, use).length === 0 ? [] : [helper(use), ...scripts(use)]
