import { notMember, userSchema } from '../read.ts'

/** What a catalog cannot hold, found by a query that selects `name`. */
export interface Rule {
  /** What PostgreSQL calls it. */
  readonly kind: string
  /** A sentence for people. */
  readonly why: string
  readonly query: string
}

/** Objects that initdb made have lower numbers. */
const firstOwn = 16_384

/** The name of an object as SQL has it: with its schema, and what it is on. */
export const nameOf = (catalog: string, oid: string): string =>
  `(select i.identity from pg_identify_object('pg_catalog.${catalog}'::regclass, ${oid}, 0) i)`

/** What a person made: not initdb, no extension, and no other object that brought it along; and not for a session only. */
export const made = (
  catalog: string,
  oid: string,
): string => `${oid} >= ${firstOwn} and ${notMember(catalog, oid)}
  and not exists (select from pg_depend mi where mi.classid = 'pg_catalog.${catalog}'::regclass and mi.objid = ${oid} and mi.objsubid = 0 and mi.deptype = 'i')
  and not exists (select from pg_identify_object('pg_catalog.${catalog}'::regclass, ${oid}, 0) mt where mt.schema ~ '^pg_(toast_)?temp_')`

/** Objects of one system catalog, called `o`, where they meet the condition. */
export const objects = (kind: string, catalog: string, why: string, where = 'true'): Rule => ({
  kind,
  why,
  query: `select ${nameOf(catalog, 'o.oid')} as name from ${catalog} o where ${made(catalog, 'o.oid')} and (${where})`,
})

/** A relation `c` in a schema `n` that is somebody's own, for good and no extension's. */
export const ownRelation = `c.relpersistence <> 't' and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}`

/** Relations with their schemas, to select from. */
export const relations = 'pg_class c join pg_namespace n on n.oid = c.relnamespace'

/** Roles of the engine itself, which no design has. */
export const engineRoles = `('postgres', 'damask_owner')`

/** Condition that a role's number belongs to a role that the catalog holds. */
export const heldRole = (oid: string): string =>
  `exists (select from pg_roles hr where hr.oid = ${oid} and hr.rolname !~ '^pg_' and hr.rolname not in ${engineRoles})`
