import { joinSql, literal, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { CopiesClaim, Facts } from '../../compile/api.ts'
import { pinnedType } from '../kit/index.ts'
import { counted } from './change.ts'
import type { Erased, U } from './flags.ts'
import type { Reach, Root } from './reach.ts'
import { sources } from './spread.ts'

const rule = (e: Erased): Sql => {
  if (e.how !== 'constant' || !e.constant) return sql`jsonb_build_object('how', '${e.how}')`
  return sql`jsonb_build_object('how', 'constant', 'value', to_jsonb(${e.constant}))`
}

/** Bare column names are the companion's; what stands behind a dot has its owner already. */
const ofCompanion = (where: Sql): Sql => ({
  ...where,
  text: where.text.map((t, i) => (where.refs[i]?.as === 'name' && !t.trimEnd().endsWith('.') ? `${t}r.` : t)),
})

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

/** Erases in a companion's JSON copy. */
export const updateCopy = (
  facts: Facts,
  use: U,
  root: Root,
  r: Reach,
  erased: readonly Erased[],
  c: CopiesClaim,
): Sql => {
  const type = facts.object('column', c.column)?.type
  const doc = sql`r.${name(c.column)}::jsonb`
  const rules = joinSql(
    erased.map((e) => sql`${literal(e.column.id)}, ${rule(e)}`),
    ', ',
  )
  const scrubbed = sql`${qualified(use.idOf('scrub'))}(${doc}, jsonb_build_object(${rules}), salt)`
  const about = sql`exists (select 1 from (${sources(facts, root, r)}) source where ${ofCompanion(c.where)})`
  const own = byOwnKey(r, doc)
  return sql`update ${qualified(c.table)} r set ${name(c.column)} = ${scrubbed}${type ? sql`::${pinnedType(facts, type)}` : ''}
  where (${about}${own ? sql` or ${own}` : ''})
    and ${scrubbed} is distinct from ${doc};
  ${counted}`
}
