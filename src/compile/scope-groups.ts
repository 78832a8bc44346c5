import type { Id } from '../base/index.ts'
import type { Ref, Sql } from '../catalog/index.ts'
import type { World } from './world.ts'

const clause =
  /\b(?:group\s+by|select|from|where|having|window|order|limit|offset|fetch|union|intersect|except)\b/gi
const alias = /(?:\w+|"[^"]*")\s*\.\s*$/

interface Grouped {
  readonly at: number
  readonly by: string
  readonly ref: Ref
}

/** The columns that a query groups by, each with what names its table there; one list for each GROUP BY. */
const groupsOf = ({ text, refs }: Sql): readonly (readonly Grouped[])[] => {
  const out: Grouped[][] = []
  let open = false
  refs.forEach((ref, at) => {
    const word = text[at]?.match(clause)?.at(-1)
    if (word) open = /^group/i.test(word)
    if (word && open) out.push([])
    if (open) out.at(-1)?.push({ at, by: alias.exec(text[at] ?? '')?.[0].trim() ?? '', ref })
  })
  return out
}

/** Before which reference the tenant is missing: all that its table's key had is there, under one name. */
const missing = (w: World, group: readonly Grouped[]): readonly (Grouped & { readonly scope: Id })[] =>
  group.flatMap((g) => {
    const table = w.get('column', g.ref.id)?.table
    const scope = table && w.scopes.get(table)
    const key = table && w.primaryKey(table)?.columns
    if (!scope || !key?.includes(scope)) return []
    const here = new Set(group.filter((o) => o.by === g.by).map((o) => o.ref.id))
    const own = key.filter((c) => c !== scope)
    return own[0] === g.ref.id && !here.has(scope) && own.every((c) => here.has(c)) ? [{ ...g, scope }] : []
  })

const widened = (w: World, query: Sql): Sql | undefined => {
  const more = groupsOf(query).flatMap((group) => missing(w, group))
  if (more.length === 0) return undefined
  const text = [...query.text]
  const refs = [...query.refs]
  for (const { at, by, ref, scope } of [...more].reverse()) {
    text.splice(at + 1, 0, `, ${by}`)
    refs.splice(at, 0, { ...ref, id: scope })
  }
  return { ...query, text, refs }
}

/**
 * A query that is grouped by the key of a table may show all its columns. Where the tenant has become part of the key,
 * it becomes part of the group.
 */
export const widenGroups = (w: World): void => {
  for (const v of [...w.all('view'), ...w.all('matview')]) {
    const query = widened(w, v.query)
    if (query) w.put({ ...v, query })
  }
}
