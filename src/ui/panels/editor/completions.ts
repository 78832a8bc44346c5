import { type Catalog, type Obj, quoteIdent } from '../../../store/index.ts'

export interface Suggestion {
  readonly label: string
  /** What stands in the text: quoted where it must be, with its schema where that is not searched. */
  readonly insert: string
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

type Relation = Obj<'table' | 'view' | 'matview'>

const isRelation = (o: Obj): o is Relation => o.kind === 'table' || o.kind === 'view' || o.kind === 'matview'

const relationsOf = (catalog: Catalog): readonly Relation[] => [...catalog.values()].filter(isRelation)

const schemaName = (catalog: Catalog, r: Relation): string => catalog.get(r.schema)?.name ?? 'public'

/** The relation as a query has to write it. */
export const relationText = (catalog: Catalog, r: Relation): string => {
  const schema = schemaName(catalog, r)
  return schema === 'public' ? quoteIdent(r.name) : `${quoteIdent(schema)}.${quoteIdent(r.name)}`
}

const word = '"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*'
/** Words that may follow a relation and are no alias of it. */
const next =
  'on|where|join|left|right|full|inner|cross|natural|set|order|group|having|limit|offset|values|using|union|except|intersect|returning|for|as|window|fetch|default|select'
/** `from orders o`, `join crm."Orders" as o`, `, customers c`. */
const mention = new RegExp(
  `(?:\\b(?:from|join|update|into|only|using)\\s|,)\\s*(?:(${word})\\.)?(${word})(?:\\s+(?:as\\s+)?(?!(?:${next})\\b)(${word}))?`,
  'giu',
)

/** A name as it was written, as PostgreSQL reads it. */
const read = (written: string): string =>
  written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase()

/** Relations of the text by the names that they go by in it, in the order in which they come. */
const named = (catalog: Catalog, text: string): ReadonlyMap<string, Relation> => {
  const relations = relationsOf(catalog)
  const found = new Map<string, Relation>()
  for (const [, schema, name = '', alias] of text.matchAll(mention)) {
    const fits = relations.filter(
      (r) => r.name === read(name) && (schema === undefined || schemaName(catalog, r) === read(schema)),
    )
    const relation = fits.find((r) => schemaName(catalog, r) === 'public') ?? fits[0]
    if (!relation) continue
    found.set(relation.name, relation)
    if (alias !== undefined) found.set(read(alias), relation)
  }
  return found
}

const columnsOf = (catalog: Catalog, relation: Relation): readonly Suggestion[] =>
  [...catalog.values()].flatMap((o) =>
    o.kind === 'column' && o.table === relation.id
      ? [{ label: o.name, insert: quoteIdent(o.name), detail: relation.name, kind: 'column' as const }]
      : [],
  )

const afterDot = (catalog: Catalog, text: string, owner: string): readonly Suggestion[] | undefined => {
  const relation = named(catalog, text).get(owner)
  if (relation) return columnsOf(catalog, relation)
  const inside = relationsOf(catalog).filter((r) => schemaName(catalog, r) === owner)
  return inside.length === 0
    ? undefined
    : inside.map((r) => ({ label: r.name, insert: quoteIdent(r.name), detail: r.kind, kind: 'table' }))
}

const dotted = new RegExp(`(${word})\\."?[\\p{L}\\p{N}_$]*$`, 'u')
/** More than two names of 63 bytes take, quoted. The pattern looks from each character on: a long word would take it seconds. */
const nearest = 300

const everything = (catalog: Catalog, text: string): readonly Suggestion[] => [
  ...[...new Set(named(catalog, text).values())].flatMap((r) => columnsOf(catalog, r)),
  ...relationsOf(catalog).map(
    (r): Suggestion => ({ label: r.name, insert: relationText(catalog, r), detail: r.kind, kind: 'table' }),
  ),
  ...keywords.map((k): Suggestion => ({ label: k, insert: k, detail: '', kind: 'keyword' })),
]

/** Whether a double quote is open at the end. */
const inQuotes = (before: string): boolean => before.split('"').length % 2 === 0

/** What may stand at the end of `before`, given the whole text: columns after a dot, else everything that fits. */
export const suggest = (catalog: Catalog, text: string, before: string): readonly Suggestion[] => {
  const owner = dotted.exec(before.slice(-nearest))?.[1]
  const found = (owner && afterDot(catalog, text, read(owner))) || everything(catalog, text)
  if (!inQuotes(before)) return found
  return found
    .filter((s) => s.kind !== 'keyword')
    .map((s) => ({ ...s, insert: s.label.replaceAll('"', '""') }))
}
