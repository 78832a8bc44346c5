import { rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

const conf = `# pgAudit, by object: logs who reads the tables of the roles that end in _audited, and nothing else.
# Include it from postgresql.conf and restart: include = 'pgaudit.conf'
shared_preload_libraries = 'pgaudit'    # add to what is there
pgaudit.role = 'damask_auditor'         # the master role of pgaudit.sql
pgaudit.log = 'none'                    # no classes: only the objects that the role may read
pgaudit.log_catalog = off
pgaudit.log_relation = on               # one line for each table of a statement
pgaudit.log_parameter = on
pgaudit.log_rows = on
log_line_prefix = '%m [%p] %u@%d %a '
`

const script = `-- Run once as a superuser, and again whenever another table gets a role that ends in _audited.
create extension if not exists pgaudit;
do $$
declare
  audited text;
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'damask_auditor') then
    create role damask_auditor nologin;
  end if;
  for audited in select rolname from pg_catalog.pg_roles where rolname like '%\\_audited' loop
    execute pg_catalog.format('grant %I to damask_auditor', audited);
  end loop;
end
$$;
`

/** The same for every table, so that one copy does for all. */
export const files = (_facts: Facts, use: Use<Options>): readonly Claim<'files'>[] =>
  use.options.how === 'functions'
    ? []
    : [
        { claim: 'file', path: 'audit/pgaudit.conf', text: sql`${rawSql(conf)}` },
        { claim: 'file', path: 'audit/pgaudit.sql', text: sql`${rawSql(script)}` },
      ]
