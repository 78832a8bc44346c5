import type { Id, Result } from '../../base/index.ts'
import type { SqlError } from '../types.ts'

/** Sends one query as the superuser; values come back as text. */
export type Ask = (
  sql: string,
) => Promise<Result<{ readonly rows: readonly (readonly (string | null)[])[] }, SqlError>>

export class QueryFailed extends Error {
  readonly error: SqlError
  constructor(error: SqlError) {
    super(error.message)
    this.error = error
  }
}

/** Rows of a query of our own, each as an object by column name. The caller's type states what the query selects. */
export const readRows = async <Row>(ask: Ask, query: string): Promise<readonly Row[]> => {
  const r = await ask(`select pg_catalog.row_to_json(q) from (${query}) q`)
  if (!r.ok) throw new QueryFailed(r.error)
  return r.value.rows.map(([json]) => JSON.parse(json ?? 'null') as Row)
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The record without members that are undefined: an absent member means PostgreSQL's default. */
export const defined = <T extends object>(o: T): Defined<T> =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as Defined<T>

/** True or absent. */
export const flag = (b: boolean): true | undefined => (b ? true : undefined)

export const orAbsent = <T>(v: T | null): T | undefined => v ?? undefined

/** What an SQL condition leaves of a catalog: no system schema, no member of an extension. */
export const userSchema = (alias: string): string =>
  `${alias}.nspname !~ '^pg_' and ${alias}.nspname <> 'information_schema'`

export const notMember = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend md where md.classid = 'pg_catalog.${catalog}'::regclass and md.objid = ${oid} and md.deptype = 'e')`

/** An oid or a pair of oid and column number, as a key. */
export type Oid = number

/** Ids by what the server calls things; filled as kinds are read. */
export class Ids {
  readonly schemas = new Map<Oid, Id<'schema'>>()
  readonly roles = new Map<Oid, Id<'role'>>()
  readonly types = new Map<Oid, Id<'enum' | 'domain'>>()
  readonly relations = new Map<Oid, Id<'table' | 'view' | 'matview'>>()
  readonly tables = new Map<Oid, Id<'table'>>()
  readonly matviews = new Map<Oid, Id<'matview'>>()
  readonly routines = new Map<Oid, Id<'routine'>>()
  /** Relations, types and routines that are not overloaded, by their name as the server writes it in full. */
  readonly paths = new Map<string, Id>()
  private readonly columns = new Map<string, Id<'column'>>()
  private readonly byName = new Map<Oid, Map<string, Id<'column'>>>()
  addColumn(relation: Oid, number: number, name: string, id: Id<'column'>): void {
    this.columns.set(`${relation}.${number}`, id)
    const names = this.byName.get(relation) ?? new Map<string, Id<'column'>>()
    names.set(name, id)
    this.byName.set(relation, names)
  }
  column(relation: Oid, number: number): Id<'column'> | undefined {
    return this.columns.get(`${relation}.${number}`)
  }
  columnsOf(relation: Oid): ReadonlyMap<string, Id<'column'>> {
    return this.byName.get(relation) ?? new Map()
  }
  /** Ids of columns by number; numbers that are no columns (expressions) are left out. */
  columnList(relation: Oid, numbers: readonly number[]): readonly Id<'column'>[] {
    return numbers.flatMap((n) => this.column(relation, n) ?? [])
  }
}
