import type { Id } from '../base/index.ts'
import {
  type Catalog,
  compareSql,
  type Kind,
  type Obj,
  ownerOf,
  partsOf,
  type Sameness,
  type Sql,
} from '../catalog/index.ts'
import { namesOf, render } from '../sql/index.ts'
import { normalised } from './normalise.ts'

/** One way in which two catalogs differ. `unknown`: the SQL texts differ, which need not mean anything. */
export interface Difference {
  readonly object: string
  readonly kind: Kind
  /** The member that differs; absent where the object is missing from one side. */
  readonly member?: string
  readonly sameness: 'different' | 'unknown'
  readonly left?: string
  readonly right?: string
}

/** Names of a catalog's objects and parts, told apart by where they stand: what two catalogs have in common. */
class Side {
  readonly byKey = new Map<string, Obj>()
  private readonly keys = new Map<Id, string>()
  private readonly catalog: Catalog
  private readonly text: (s: Sql) => string
  constructor(catalog: Catalog) {
    this.catalog = catalog
    const names = namesOf(catalog)
    this.text = (s) => render(s, names).replace(/\s+/g, ' ').trim()
    for (const o of catalog.values()) {
      const key = this.keyOf(o)
      this.keys.set(o.id, key)
      for (const [i, p] of partsOf(o).entries())
        this.keys.set(p.id, o.kind === 'routine' ? `${key}/${i}` : `${key}/${p.name}`)
    }
    for (const o of normalised(catalog)) this.byKey.set(this.keyOf(o), o)
  }
  key(id: Id): string {
    return this.keys.get(id) ?? this.built(id)
  }
  private built(id: Id): string {
    const o = this.catalog.get(id)
    return o ? this.keyOf(o) : id
  }
  private keyOf(o: Obj): string {
    const space = o.kind !== 'extension' && 'schema' in o && o.schema ? `${this.nameOf(o.schema)}.` : ''
    const holder = ownerOf(o)
    const inside = holder === undefined || o.kind === 'index' ? '' : `${this.built(holder)} `
    const indexSpace = o.kind === 'index' ? `${this.built(o.table).replace(/^\w+:(.*)\..*$/, '$1')}.` : ''
    return `${inside}${o.kind}:${space}${indexSpace}${o.name}${this.suffix(o)}`
  }
  private suffix(o: Obj): string {
    if (o.kind === 'routine')
      return `(${o.params
        .filter((p) => p.mode !== 'out')
        .map((p) => this.plain(p.type))
        .join()})`
    if (o.kind === 'grant') {
      const columns = (o.columns ?? []).map((c) => this.nameOf(c)).sort()
      return ` ${o.privileges.join()} ${o.to === 'public' ? 'public' : this.nameOf(o.to)} (${columns.join()})${o.grantable ? ' grantable' : ''}`
    }
    return ''
  }
  private nameOf(id: Id): string {
    return this.catalog.get(id)?.name ?? id
  }
  /** A member's value with ids replaced by names and SQL by its text. */
  plain(value: unknown): string {
    return JSON.stringify(value, (_, v: unknown) => {
      if (typeof v === 'string') return this.keys.has(v) ? this.key(v) : v
      if (isSql(v)) return { sql: this.text(v) }
      return v
    })
  }
  sql(s: Sql): string {
    return this.text(s)
  }
}

const isSql = (v: unknown): v is Sql =>
  typeof v === 'object' && v !== null && 'text' in v && Array.isArray(v.text) && 'refs' in v

/** Members that do not say what the database holds. */
const silent: ReadonlySet<string> = new Set(['id', 'kind', 'name', 'why', 'rank'])

/** A view without a list of columns names them in its query, which cannot be told from here. */
const asQueryNames = (o: Obj, member: string, x: unknown, y: unknown): boolean =>
  (o.kind === 'view' || o.kind === 'matview') &&
  member === 'columns' &&
  (x === undefined) !== (y === undefined)

class Comparison {
  private readonly a: Side
  private readonly b: Side
  constructor(a: Side, b: Side) {
    this.a = a
    this.b = b
  }
  private sql(x: Sql, y: Sql): Sameness {
    const same = compareSql(x, y, (i, j) => this.a.key(i) === this.b.key(j))
    return same === 'unknown' && this.a.sql(x) === this.b.sql(y) ? 'same' : same
  }
  private lists(x: readonly unknown[], y: readonly unknown[]): Sameness {
    if (x.length !== y.length) return 'different'
    return worst(x.map((v, i) => this.values(v, y[i])))
  }
  private records(x: object, y: object): Sameness {
    const members = new Set([...Object.keys(x), ...Object.keys(y)].filter((k) => k !== 'id'))
    const get = (o: object, k: string): unknown => (o as Readonly<Record<string, unknown>>)[k]
    return worst([...members].map((k) => this.values(get(x, k), get(y, k))))
  }
  values(x: unknown, y: unknown): Sameness {
    if (isSql(x) && isSql(y)) return this.sql(x, y)
    if (Array.isArray(x) && Array.isArray(y)) return this.lists(x, y)
    if (typeof x === 'object' && typeof y === 'object' && x && y) return this.records(x, y)
    if (typeof x === 'string' && typeof y === 'string')
      return this.a.key(x) === this.b.key(y) ? 'same' : 'different'
    return x === y ? 'same' : 'different'
  }
  object(key: string, x: Obj, y: Obj): readonly Difference[] {
    const members = new Set([...Object.keys(x), ...Object.keys(y)].filter((k) => !silent.has(k)))
    const get = (o: Obj, k: string): unknown => (o as unknown as Readonly<Record<string, unknown>>)[k]
    return [...members].flatMap((member) => {
      const sameness = asQueryNames(x, member, get(x, member), get(y, member))
        ? 'unknown'
        : this.values(get(x, member), get(y, member))
      if (sameness === 'same') return []
      const left = this.a.plain(get(x, member))
      const right = this.b.plain(get(y, member))
      return [{ object: key, kind: x.kind, member, sameness, left, right }]
    })
  }
}

const worst = (all: readonly Sameness[]): Sameness =>
  all.includes('different') ? 'different' : all.includes('unknown') ? 'unknown' : 'same'

const columnOrder = (side: Side): ReadonlyMap<string, readonly string[]> => {
  const tables = new Map<string, { readonly rank: string; readonly name: string }[]>()
  for (const o of side.byKey.values())
    if (o.kind === 'column') {
      const table = side.key(o.table)
      tables.set(table, [...(tables.get(table) ?? []), o])
    }
  const byRank = (x: { rank: string }, y: { rank: string }): number => (x.rank < y.rank ? -1 : 1)
  return new Map([...tables].map(([t, columns]) => [t, columns.sort(byRank).map((c) => c.name)]))
}

const orders = (a: Side, b: Side): readonly Difference[] => {
  const right = columnOrder(b)
  return [...columnOrder(a)].flatMap(([table, names]) => {
    const other = right.get(table)
    if (!other || names.join() === other.join() || names.length !== other.length) return []
    const sides = { left: names.join(), right: other.join() }
    return [
      { object: table, kind: 'table' as const, member: 'order', sameness: 'different' as const, ...sides },
    ]
  })
}

/**
 * How two catalogs differ as descriptions of a database. Objects are matched by qualified name, not by id, so that
 * a design can be held against what a server says it has. Reference rows are data and are not compared.
 */
export const differences = (left: Catalog, right: Catalog): readonly Difference[] => {
  const a = new Side(left)
  const b = new Side(right)
  const both = new Comparison(a, b)
  const missing = (from: Side, of: Side, side: 'left' | 'right'): readonly Difference[] =>
    [...of.byKey].flatMap(([object, o]) =>
      from.byKey.has(object)
        ? []
        : [{ object, kind: o.kind, sameness: 'different' as const, [side]: 'exists' }],
    )
  const changed = [...a.byKey].flatMap(([key, x]) => {
    const y = b.byKey.get(key)
    return y ? both.object(key, x, y) : []
  })
  return [...missing(b, a, 'left'), ...missing(a, b, 'right'), ...changed, ...orders(a, b)]
}

/** Whether nothing is known to differ. */
export const equalCatalogs = (left: Catalog, right: Catalog): boolean =>
  differences(left, right).every((d) => d.sameness !== 'different')
