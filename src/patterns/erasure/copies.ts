import { joinSql, literal, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { CopiesClaim, Facts } from '../../compile/api.ts'
import { typeSql } from '../kit/index.ts'
import { byForce, counted, left, target } from './change.ts'
import type { Erased, U } from './flags.ts'
import type { Reach, Root } from './reach.ts'

const rule = (e: Erased): Sql => {
  if (e.how !== 'constant' || !e.constant) return sql`jsonb_build_object('how', '${e.how}')`
  return sql`jsonb_build_object('how', 'constant', 'value', to_jsonb(${e.constant}))`
}

/** Bare column names are the companion's; what stands behind a dot has its owner already. */
const ofCompanion = (where: Sql): Sql => ({
  ...where,
  text: where.text.map((t, i) => (where.refs[i]?.as === 'name' && !t.trimEnd().endsWith('.') ? `${t}r.` : t)),
})

/** The rows that a copy may be about; one made of its key where the row itself is gone. */
const sources = (facts: Facts, root: Root, r: Reach, where: Sql): Sql => {
  const rows = sql`select s.* from ${qualified(r.table)} s where ${where}`
  if (r.table !== root.table) return rows
  const scope = facts.scope(r.table)
  const key = [
    ...root.key.map((c, i) => sql`${literal(c.id)}, $${i + 1}`),
    ...(scope ? [sql`${literal(scope)}, ${facts.tenant}`] : []),
  ]
  return sql`${rows} union all
    select g.* from jsonb_populate_record(null::${qualified(r.table)}, jsonb_build_object(${joinSql(key, ', ')})) g
    where not exists (select 1 from ${qualified(r.table)} s where ${where})`
}

/** Copies that say themselves whom they are about, by the key in their own text. */
const byOwnKey = (r: Reach, doc: Sql): Sql | undefined => {
  const where = r.where((c) => sql`(x.doc ->> ${literal(c)})`, '::text')
  return (
    where &&
    sql`exists (
      select 1 from (select ${doc} union all select e.value from jsonb_each(${doc}) e where jsonb_typeof(${doc}) = 'object') x (doc)
      where jsonb_typeof(x.doc) = 'object' and ${where})`
  )
}

/** A copy of one column's value, as plain as the column itself. */
const updateValue = (
  facts: Facts,
  root: Root,
  r: Reach,
  erased: readonly Erased[],
  c: CopiesClaim,
): Sql | undefined => {
  const e = erased.find((x) => x.column.id === c.only)
  const column = facts.object('column', c.column)
  if (!e || !column) return undefined
  const value = sql`r.${name(c.column)}`
  const becomes = e.how === 'null' && column.notNull ? byForce(column) : e
  const inTable = r.where((id) => sql`s.${name(id)}`) ?? sql`false`
  return sql`update ${qualified(c.table)} r set ${name(c.column)} = ${target(becomes, value)}
  where exists (select 1 from (${sources(facts, root, r, inTable)}) source where ${ofCompanion(c.where)})
    and ${left(becomes, value)};
  ${counted}`
}

/** Erases in a companion's copy; undefined where it has none of what is erased. */
export const updateCopy = (
  facts: Facts,
  use: U,
  root: Root,
  r: Reach,
  erased: readonly Erased[],
  c: CopiesClaim,
): Sql | undefined => {
  if (c.only) return updateValue(facts, root, r, erased, c)
  const type = facts.object('column', c.column)?.type
  const doc = sql`r.${name(c.column)}::jsonb`
  const rules = joinSql(
    erased.map((e) => sql`${literal(e.column.id)}, ${rule(e)}`),
    ', ',
  )
  const scrubbed = sql`${qualified(use.idOf('scrub'))}(${doc}, jsonb_build_object(${rules}), salt)`
  const inTable = r.where((id) => sql`s.${name(id)}`) ?? sql`false`
  const about = sql`exists (select 1 from (${sources(facts, root, r, inTable)}) source where ${ofCompanion(c.where)})`
  const own = byOwnKey(r, doc)
  return sql`update ${qualified(c.table)} r set ${name(c.column)} = ${scrubbed}${type ? sql`::${typeSql(type)}` : ''}
  where (${about}${own ? sql` or ${own}` : ''})
    and ${scrubbed} is distinct from ${doc};
  ${counted}`
}
