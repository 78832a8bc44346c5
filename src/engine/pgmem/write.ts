import type { Id } from '../../base/index.ts'
import {
  type Catalog,
  type DataType,
  type IndexElement,
  isUserType,
  type Obj,
  quoteLiteral,
  type Sql,
} from '../../catalog/index.ts'
import { exprText, type Names, namesOf, quoteIdent } from '../../sql/index.ts'
import { holdsType, primaryColumns } from './gaps.ts'

/** A clause of CREATE TABLE that may be left out without losing the table. */
export interface Clause {
  readonly object: Id
  readonly sql: string
  /** The index that comes with it, by its whole name. */
  readonly index?: string
}
export interface ColumnText {
  readonly object: Id
  readonly head: string
  /** Default, identity or generation. A column that loses its value's source may be NULL. */
  readonly source?: string
  readonly notNull: boolean
}
export interface TableText {
  readonly table: Obj<'table'>
  readonly name: string
  readonly drawn: readonly Obj<'column'>[]
  readonly columns: readonly ColumnText[]
  readonly constraints: readonly Clause[]
}

const arrayMarks = (t: DataType): string => '[]'.repeat(t.dims ?? 0)

/** pg-mem has no function over arguments of different types, so counting NULLs becomes a sum. */
const countNulls = (text: string): string =>
  text.replace(/\bnum_(nonnulls|nulls)\(([^()']*)\)/gi, (_, which: string, args: string) => {
    const test = which.toLowerCase() === 'nulls' ? 'is null' : 'is not null'
    return `(${args
      .split(',')
      .map((a) => `(${a.trim()} ${test})::int`)
      .join(' + ')})`
  })

/** Writes the part of a catalog that pg-mem can hold, in the words that it can read. */
export class PgMemWriter {
  private readonly names: Names
  private readonly catalog: Catalog
  private readonly primary: ReadonlySet<string>
  private readonly columnsOf = new Map<Id, Obj<'column'>[]>()
  private readonly constraintsOf = new Map<Id, Obj<'key' | 'check'>[]>()
  private readonly leftOut: ReadonlySet<Id>
  /** `leftOut`: checks that pg-mem would judge wrongly. */
  constructor(catalog: Catalog, leftOut: ReadonlySet<Id>) {
    this.catalog = catalog
    this.names = namesOf(catalog)
    this.primary = primaryColumns(catalog)
    this.leftOut = leftOut
    const add = <T>(map: Map<Id, T[]>, key: Id, o: T): void => {
      const list = map.get(key)
      if (list) list.push(o)
      else map.set(key, [o])
    }
    for (const o of catalog.values()) {
      if (o.kind === 'column') add(this.columnsOf, o.table, o)
      if (o.kind === 'key' || o.kind === 'check') add(this.constraintsOf, o.table, o)
    }
    for (const list of this.columnsOf.values()) list.sort((a, b) => (a.rank < b.rank ? -1 : 1))
  }
  path(id: Id): string {
    return this.names.write({ id, as: 'qualified' })
  }
  private expr(e: Sql): string {
    return countNulls(exprText(e, this.names))
  }
  private list(ids: readonly Id[]): string {
    return ids.map((id) => this.names.write({ id, as: 'name' })).join(', ')
  }
  private type(t: DataType): string {
    if (!isUserType(t)) return this.builtIn(t) + arrayMarks(t)
    const o = this.catalog.get(t.type)
    return (o?.kind === 'domain' ? this.type(o.type) : this.path(t.type)) + arrayMarks(t)
  }
  private builtIn(t: { readonly base: string; readonly mods?: readonly number[] }): string {
    if (!holdsType(t)) return 'text'
    if (t.base === 'varchar' || t.base === 'char') return `varchar${t.mods ? `(${t.mods.join()})` : ''}`
    return t.base
  }
  private source(c: Obj<'column'>): string | undefined {
    if (c.identity) return `generated ${c.identity} as identity`
    if (c.generated) return `generated always as (${this.expr(c.generated.expr)}) stored`
    return c.default ? `default (${this.expr(c.default)})` : undefined
  }
  private column(c: Obj<'column'>): ColumnText {
    const source = this.source(c)
    return {
      object: c.id,
      head: `${quoteIdent(c.name)} ${this.type(c.type)}`,
      notNull: c.notNull === true || this.primary.has(c.id),
      ...(source === undefined ? {} : { source }),
    }
  }
  private constraint(o: Obj<'key' | 'check'>): readonly Clause[] {
    if (this.leftOut.has(o.id)) return []
    const name = `constraint ${quoteIdent(o.name)}`
    if (o.kind === 'check') {
      // pg-mem refuses a row for which a check is NULL.
      return [{ object: o.id, sql: `${name} check (coalesce((${this.expr(o.expr)}), true))` }]
    }
    if (o.withoutOverlaps || (o.deferrable && !o.primary)) return []
    const sql = `${name} ${o.primary ? 'primary key' : 'unique'} (${this.list(o.columns)})`
    return [{ object: o.id, index: this.indexOf(o), sql }]
  }
  /** A key's index lies in the schema of its table. */
  private indexOf(o: Obj<'key'>): string {
    const table = this.catalog.get(o.table)
    const schema = table?.kind === 'table' ? this.catalog.get(table.schema) : undefined
    return schema ? `${quoteIdent(schema.name)}.${quoteIdent(o.name)}` : quoteIdent(o.name)
  }
  table(t: Obj<'table'>): TableText {
    const drawn = this.columnsOf.get(t.id) ?? []
    return {
      table: t,
      name: this.path(t.id),
      drawn,
      columns: drawn.map((c) => this.column(c)),
      constraints: (this.constraintsOf.get(t.id) ?? []).flatMap((c) => this.constraint(c)),
    }
  }
  fk(o: Obj<'fk'>): string | undefined {
    const unfit = o.deferrable || o.period || o.setColumns || (o.matchFull && o.columns.length > 1)
    if (unfit || o.onDelete === 'set default' || o.onUpdate === 'set default') return undefined
    const actions =
      (o.onDelete ? ` on delete ${o.onDelete}` : '') + (o.onUpdate ? ` on update ${o.onUpdate}` : '')
    const target = `${this.path(o.references)} (${this.list(o.refColumns)})`
    return `alter table ${this.path(o.table)} add constraint ${quoteIdent(o.name)} foreign key (${this.list(o.columns)}) references ${target}${actions};`
  }
  private element(e: IndexElement): string {
    if (e.column !== undefined) return this.list([e.column])
    return e.expr ? `(${this.expr(e.expr)})` : ''
  }
  /** Only unique indexes change what a database answers; the others are left out. */
  index(o: Obj<'index'>): string | undefined {
    const fit = this.catalog.get(o.table)?.kind === 'table' && (o.method ?? 'btree') === 'btree'
    if (!o.unique || !fit || o.elements.some((e) => e.opclass !== undefined || e.collation !== undefined))
      return undefined
    const where = o.where ? ` where (${this.expr(o.where)})` : ''
    const items = o.elements.map((e) => this.element(e)).join(', ')
    return `create unique index ${quoteIdent(o.name)} on ${this.path(o.table)} (${items})${where};`
  }
  view(o: Obj<'view' | 'matview'>): string {
    const columns = o.columns?.length ? ` (${o.columns.map((c) => quoteIdent(c.name)).join(', ')})` : ''
    const word = o.kind === 'view' ? 'view' : 'materialized view'
    return `create ${word} ${this.path(o.id)}${columns} as ${exprText(o.query, this.names).replace(/[;\s]+$/, '')};`
  }
  enum(o: Obj<'enum'>): string {
    return `create type ${this.path(o.id)} as enum (${o.labels.map((l) => quoteLiteral(l.name)).join(', ')});`
  }
  schema(o: Obj<'schema'>): string {
    return `create schema ${quoteIdent(o.name)};`
  }
  rows(o: Obj<'rows'>): string {
    const always = o.columns.some((id) => {
      const c = this.catalog.get(id)
      return c?.kind === 'column' && c.identity === 'always'
    })
    const tuples = o.values.map((row) => `(${row.map((v) => exprText(v, this.names)).join(', ')})`)
    return `insert into ${this.path(o.table)} (${this.list(o.columns)})${always ? ' overriding system value' : ''} values ${tuples.join(', ')};`
  }
}
