import type { Id } from '../../base/index.ts'
import { type Element, type Obj, type PartitionBy, rawSql, type Sql } from '../../catalog/index.ts'
import { lex, listItems } from '../../sql/index.ts'
import { expression } from './fragment.ts'
import { type Ask, defined, type Ids, notMember, type Oid, orAbsent, readRows, userSchema } from './read.ts'

/** One partition key as queries select it: a column by number, or an expression where that is 0. */
interface KeyRow {
  readonly column: number
  readonly opclass: string | null
  readonly collation: string | null
}
interface SplitRow {
  readonly relation: Oid
  readonly method: 'r' | 'l' | 'h'
  readonly keys: readonly KeyRow[]
  /** `RANGE (at, lower(name) COLLATE "C")`. */
  readonly definition: string
}

const splitQuery = `
select partrelid::int8 as relation, partstrat as method, pg_get_partkeydef(partrelid) as definition,
  (select json_agg(json_build_object('column', k.a,
      'opclass', case when not oc.opcdefault then oc.opcname end,
      'collation', (select collname from pg_collation where oid = k.coll and oid <> coalesce(
        (select attcollation from pg_attribute where attrelid = partrelid and attnum = k.a and k.a <> 0), 100))
    ) order by k.i)
    from unnest(partattrs::int2[], partclass::oid[], partcollation::oid[]) with ordinality k(a, cls, coll, i)
      join pg_opclass oc on oc.oid = k.cls) as keys
from pg_partitioned_table join pg_class c on c.oid = partrelid join pg_namespace n on n.oid = relnamespace
where not relispartition and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}`

const inner = (text: string): string => text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))

/** The key's own text, without the collation and the operator class that follow it. */
const bareKey = (text: string, k: KeyRow): string => {
  const end = k.opclass === null ? undefined : -(k.opclass.length + 1)
  const head = text.slice(0, end)
  const at = k.collation === null ? -1 : head.lastIndexOf(' COLLATE ')
  return at < 0 ? head : head.slice(0, at)
}

const methods = { r: 'range', l: 'list', h: 'hash' } as const

const splitOf = (row: SplitRow, ids: Ids): PartitionBy => {
  const texts = listItems(inner(row.definition))
  const keys = row.keys.map(
    (k, i): Element => ({
      ...defined({ opclass: orAbsent(k.opclass), collation: orAbsent(k.collation) }),
      ...(k.column === 0
        ? { expr: expression(bareKey(texts[i] ?? '', k), ids.columnsOf(row.relation), ids.paths) }
        : defined({ column: ids.column(row.relation, k.column) })),
    }),
  )
  return { method: methods[row.method], keys }
}

/** How tables are partitioned, once their columns are known. */
export const readSplits = async (ask: Ask, ids: Ids): Promise<ReadonlyMap<Id, PartitionBy>> =>
  new Map(
    (await readRows<SplitRow>(ask, splitQuery)).flatMap((row) => {
      const table = ids.tables.get(row.relation)
      return table === undefined ? [] : [[table as Id, splitOf(row, ids)] as const]
    }),
  )

interface PartitionRow {
  readonly name: string
  readonly path: string
  readonly schema: Oid
  readonly relation: Oid
  readonly bounds: string
  readonly tablespace: string | null
  readonly comment: string | null
}

/** Partitions that hold rows; one that is partitioned again, and what is below it, is left out. */
const query = `
select c.relname as name, format('%I.%I', n.nspname, c.relname) as path, n.oid::int8 as schema,
  inhparent::int8 as relation, pg_get_expr(c.relpartbound, c.oid) as bounds,
  (select spcname from pg_tablespace s where s.oid = c.reltablespace) as tablespace,
  obj_description(c.oid, 'pg_class') as comment
from pg_class c join pg_inherits on inhrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
where c.relispartition and c.relkind = 'r' and ${userSchema('n')} and ${notMember('pg_class', 'c.oid')}
order by n.nspname, c.relname`

const values = (list: string): readonly Sql[] =>
  listItems(list).map((text) => {
    const word = /^M(?:IN|AX)VALUE$/.test(text) ? text.toLowerCase() : text
    return { ...rawSql(word), server: word }
  })

const ranged = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/s
const hashed = /^FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)$/

/** Where FROM's list ends is told by counting parentheses: a text value may hold `) TO (`. */
const rangeOf = (bounds: string): { from?: readonly Sql[]; to?: readonly Sql[] } => {
  const open = bounds.indexOf('(')
  let depth = 0
  const close = lex(bounds).find((t) => {
    const s = t.kind === 'punct' ? bounds.slice(t.from, t.to) : ''
    depth += s === '(' ? 1 : s === ')' ? -1 : 0
    return s === ')' && depth === 0
  })
  if (!close) return {}
  return {
    from: values(bounds.slice(open + 1, close.from)),
    to: values(inner(bounds.slice(close.to))),
  }
}

const boundsOf = (bounds: string): Partial<Obj<'partition'>> => {
  if (ranged.test(bounds)) return rangeOf(bounds)
  const hash = hashed.exec(bounds)
  if (hash) return { modulus: Number(hash[1]), remainder: Number(hash[2]) }
  return bounds.startsWith('FOR VALUES IN ') ? { in: values(inner(bounds)) } : {}
}

export const readPartitions = async (ask: Ask, ids: Ids): Promise<readonly Obj<'partition'>[]> =>
  (await readRows<PartitionRow>(ask, query)).flatMap((p) => {
    const table = ids.tables.get(p.relation)
    if (table === undefined) return []
    return [
      defined({
        kind: 'partition' as const,
        id: `partition:${p.path}` as Id<'partition'>,
        name: p.name,
        schema: ids.schemas.get(p.schema) ?? (`schema:${p.schema}` as Id<'schema'>),
        table,
        ...boundsOf(p.bounds),
        tablespace: orAbsent(p.tablespace),
        comment: orAbsent(p.comment),
      }),
    ]
  })
