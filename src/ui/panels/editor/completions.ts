import type { Catalog } from '../../../store/index.ts'

export interface Suggestion {
  readonly label: string
  readonly detail: string
  readonly kind: 'table' | 'column' | 'keyword'
}

const keywords = [
  'select',
  'from',
  'where',
  'join',
  'left join',
  'on',
  'group by',
  'order by',
  'having',
  'limit',
  'offset',
  'insert into',
  'values',
  'update',
  'set',
  'delete from',
  'returning',
  'with',
  'as',
  'and',
  'or',
  'not',
  'is null',
  'is not null',
  'in',
  'exists',
  'between',
  'like',
  'case',
  'when',
  'then',
  'else',
  'end',
  'distinct',
  'union all',
  'count',
  'sum',
  'min',
  'max',
  'coalesce',
  'now()',
  'desc',
  'explain',
]

const relationKinds = new Set(['table', 'view', 'matview'])

/** Relations of the statement with their aliases: `orders o`, `orders as o`. */
const aliases = (catalog: Catalog, text: string): ReadonlyMap<string, string> => {
  const names = new Map<string, string>()
  for (const o of catalog.values()) if (relationKinds.has(o.kind)) names.set(o.name.toLowerCase(), o.name)
  const found = new Map<string, string>()
  for (const m of text.matchAll(
    /\b(?:from|join|update|into)\s+(?:\w+\.)?"?(\w+)"?(?:\s+(?:as\s+)?(\w+))?/gi,
  )) {
    const table = names.get((m[1] ?? '').toLowerCase())
    if (!table) continue
    found.set(table.toLowerCase(), table)
    if (m[2] && !/^(on|where|join|left|right|inner|set|order|group|limit|values|using)$/i.test(m[2]))
      found.set(m[2].toLowerCase(), table)
  }
  return found
}

const columnsOf = (catalog: Catalog, table: string): readonly Suggestion[] => {
  const owner = [...catalog.values()].find((o) => relationKinds.has(o.kind) && o.name === table)
  if (!owner) return []
  return [...catalog.values()].flatMap((o) =>
    o.kind === 'column' && o.table === owner.id
      ? [{ label: o.name, detail: table, kind: 'column' as const }]
      : [],
  )
}

/** What may stand at the end of `before`, given the whole text: columns after a dot, else everything that fits. */
export const suggest = (catalog: Catalog, text: string, before: string): readonly Suggestion[] => {
  const known = aliases(catalog, text)
  const dotted = /(\w+)\.\w*$/.exec(before)?.[1]?.toLowerCase()
  if (dotted !== undefined) {
    const table = known.get(dotted)
    if (table) return columnsOf(catalog, table)
  }
  const tables = [...catalog.values()]
    .filter((o) => relationKinds.has(o.kind))
    .map((o): Suggestion => ({ label: o.name, detail: o.kind, kind: 'table' }))
  const columns = [...new Set(known.values())].flatMap((t) => columnsOf(catalog, t))
  return [
    ...columns,
    ...tables,
    ...keywords.map((k): Suggestion => ({ label: k, detail: '', kind: 'keyword' })),
  ]
}
