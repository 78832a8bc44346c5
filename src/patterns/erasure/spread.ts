import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, type Ref, type Sql, sql } from '../../catalog/index.ts'
import type { CopiesClaim, Facts } from '../../compile/api.ts'
import { steadyBy } from '../kit/index.ts'
import { byForce } from './change.ts'
import { type Erased, erasedColumns, type U } from './flags.ts'
import type { ColumnAs, Reach, Root } from './reach.ts'

/** Rows in which columns are erased. */
export interface Place {
  readonly reach: Reach
  readonly erased: readonly Erased[]
  /** Found by the very value that goes, so it goes here before it goes where it came from. */
  readonly early?: true
}

/** The rows that a copy may be about; one made of its key where the row itself is gone. */
export const sources = (facts: Facts, root: Root, r: Reach): Sql => {
  const where = r.where((id) => sql`s.${name(id)}`) ?? sql`false`
  const rows = sql`select s.* from ${qualified(r.table)} s where ${where}`
  if (r !== root.reached[0] || r.table !== root.table) return rows
  const scope = facts.scope(r.table)
  const key = [
    ...root.key.map((c, i) => sql`${literal(c.id)}, $${i + 1}`),
    ...(scope ? [sql`${literal(scope)}, ${facts.tenant}`] : []),
  ]
  return sql`${rows} union all
    select g.* from jsonb_populate_record(null::${qualified(r.table)}, jsonb_build_object(${joinSql(key, ', ')})) g
    where not exists (select 1 from ${qualified(r.table)} s where ${where})`
}

const isBare = (before: string, ref: Ref): boolean => ref.as === 'name' && !before.trimEnd().endsWith('.')

/** The condition with the companion's columns written as its rows are read; undefined where one can't be. */
const written = (where: Sql, as: ColumnAs): Sql | undefined => {
  const parts: (Sql | Ref | string)[] = []
  for (const [i, text] of where.text.entries()) {
    parts.push(text)
    const ref = where.refs[i]
    const part = ref && (isBare(text, ref) ? as(ref.id) : ref)
    if (ref && !part) return undefined
    if (part) parts.push(part)
  }
  return joinSql(parts, '')
}

const copyOf = (facts: Facts, root: Root, from: Place, c: CopiesClaim): Place | undefined => {
  const e = from.erased.find((x) => x.column.id === c.only)
  const column = facts.object('column', c.column)
  if (!e || !column) return undefined
  const becomes: Erased = e.how === 'null' && column.notNull ? byForce(facts, column) : { ...e, column }
  const byValue = c.where.refs.some((r) => from.erased.some((x) => x.column.id === r.id))
  return {
    erased: [becomes],
    ...(byValue || from.early ? { early: true } : {}),
    reach: {
      table: c.table,
      where: (as, cast = '') => {
        const about = cast === '' ? written(c.where, as) : undefined
        return (
          about && sql`exists (select 1 from (${sources(facts, root, from.reach)}) source where ${about})`
        )
      },
    },
  }
}

/** What keeps values of the table, in an order that ejecting does not change. */
export const copiesOf = (facts: Facts, table: Id): readonly CopiesClaim[] =>
  steadyBy(facts.copies(table), (c) => c.table)

/** Everything that one call erases: the person's rows, then every column that holds a copy, and copies of those. */
export const places = (facts: Facts, use: U, root: Root): readonly Place[] => {
  const erased = erasedColumns(facts, use)
  const out: Place[] = root.reached.map((reach) => ({ reach, erased: erased.get(reach.table) ?? [] }))
  const seen = new Set<Id>(out.flatMap((p) => p.erased.map((e) => e.column.id as Id)))
  for (const p of out)
    for (const c of copiesOf(facts, p.reach.table)) {
      const copy = c.only && !seen.has(c.column) ? copyOf(facts, root, p, c) : undefined
      if (!copy) continue
      seen.add(c.column)
      out.push(copy)
    }
  return out
}
