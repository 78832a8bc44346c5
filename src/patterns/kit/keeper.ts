import type { Sql } from '../../catalog/index.ts'
import { sql } from '../../catalog/index.ts'

/**
 * True in a trigger where the statement runs as who owns the table, or as a role that row security does not bind: in
 * functions with the owner's rights, never for the application. A setting alone proves nothing: every session can set it.
 */
export const isKeeper: Sql = sql`exists (
    select 1 from pg_catalog.pg_class c join pg_catalog.pg_roles r on r.rolname = current_user
    where c.oid = tg_relid and (r.rolbypassrls or pg_catalog.pg_has_role(r.oid, c.relowner, 'usage'))
  )`
