import { qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { isHybrid, type U } from './places.ts'
import { router } from './router.ts'
import { runbook } from './runbook.ts'
import { exportTenant, forgetCopy, migrateAll, moveTenant, provision } from './scripts.ts'

const file = (path: string, text: Sql): Claim<'files'> => ({ claim: 'file', path, text })

/** What the scripts ask of the registry, by the file's name. */
const queries = (facts: Facts, use: U): Readonly<Record<string, Sql>> => {
  const t = (role: string): Sql => sql`${qualified(use.idOf(role))}`
  const { type } = use.options
  return {
    server: sql`select host, port from ${t('servers')} where name = :'server';`,
    'has-database': sql`select exists (select from pg_catalog.pg_database where datname = :'database');`,
    'has-migration': sql`select exists (select from ${t('migrations')} where tenant_id = :'tenant' and version = :'version' and error is null);`,
    migrated: sql`select ${t('record_migration')}(:'tenant', :'version');`,
    'not-migrated': sql`select ${t('record_migration')}(:'tenant', :'version', :'trouble');`,
    find: sql`select id from ${t('tenants')} where server = :'server' and database_name = :'database' and :'key' in ('', id::text);`,
    register: sql`select ${t('register_tenant')}(:'name', :'server', :'database', nullif(:'key', '')::${type});`,
    activate: sql`select ${t('activate_tenant')}(:'tenant');`,
    databases: sql`select id, server, database_name from ${t('tenants')} where server is not null and state in ('active', 'suspended') order by created_at, id;`,
    ...(isHybrid(facts, use)
      ? {
          place: sql`select server, database_name from ${t('tenants')} where id = :'tenant' and server is not null;`,
          'tenant-tables': sql`select place, column_list, coalesce(scope, '') from ${t('tenant_tables')}();`,
          'begin-move': sql`select ${t('begin_move')}(:'tenant', nullif(:'server', ''), nullif(:'database', ''));`,
          'end-move': sql`select ${t('end_move')}(:'tenant', :'done');`,
          'restart-identities': sql`select ${t('restart_identities')}();`,
        }
      : {}),
  }
}

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const hybrid = isHybrid(facts, use)
  return [
    file('tenants/provision.sh', rawSql(provision)),
    file('tenants/migrate-all.sh', rawSql(migrateAll)),
    ...(hybrid
      ? [
          file('tenants/export-tenant.sh', rawSql(exportTenant)),
          file('tenants/move-tenant.sh', rawSql(moveTenant)),
          file('tenants/forget-copy.sh', rawSql(forgetCopy)),
        ]
      : []),
    ...Object.entries(queries(facts, use)).map(([what, text]) =>
      file(`tenants/sql/${what}.sql`, sql`${text}\n`),
    ),
    file('tenants/RUNBOOK.md', rawSql(runbook(hybrid))),
    file('helpers/tenant-router.ts', router(sql`${regclass(use.idOf('route_tenant'))}`)),
  ]
}
