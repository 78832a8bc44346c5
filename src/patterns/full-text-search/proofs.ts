import type { Id } from '../../base/index.ts'
import {
  type BuiltIn,
  type Catalog,
  isUserType,
  mentions,
  name,
  type Obj,
  objectsOf,
  qualified,
  quoteLiteral,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import {
  app,
  atScale,
  columnsOf,
  count,
  insert,
  key,
  nth,
  ofRow,
  proof,
  rows,
  run,
  stmt,
} from '../kit/index.ts'
import { configuration, type U } from './vector.ts'

/** A sentence, and words in another form that must find it. */
const forms: Readonly<Record<string, readonly [string, string]>> = {
  english: ['The horses were running', 'horse run'],
  german: ['Zwei alte Häuser am See', 'Haus'],
  french: ['Les chevaux blancs', 'cheval blanc'],
  spanish: ['Los gatos negros', 'gato negro'],
  italian: ['I gatti neri', 'gatto nero'],
  portuguese: ['Os gatos pretos', 'gato preto'],
  dutch: ['De katten slapen', 'kat'],
  swedish: ['Svarta hästar', 'häst'],
}

interface Words {
  readonly words: Sql
  /** Searched columns that a proof may write, the weightiest first. */
  readonly free: readonly Obj<'column'>[]
}

/** The longest sentence of the proofs fits. */
const isRoomy = (type: BuiltIn): boolean =>
  !type.dims && (type.base === 'text' || (type.base === 'varchar' && (type.mods?.[0] ?? 40) >= 40))

/** Text columns without a condition on them. Unique ones count: the texts of the proofs are all different. */
const unbound = (catalog: Catalog, table: Id): readonly Obj<'column'>[] => {
  const bound = new Set<Id>()
  for (const o of catalog.values()) {
    const rule =
      o.kind === 'fk' || o.kind === 'check' || o.kind === 'exclusion' || (o.kind === 'key' && o.primary)
    if (rule && 'table' in o && o.table === table) for (const m of mentions(o)) bound.add(m)
  }
  return columnsOf(catalog, table).filter(
    (c) => !c.why && !c.generated && !isUserType(c.type) && isRoomy(c.type) && !bound.has(c.id),
  )
}

const wordsOf = (use: U, { catalog }: Made): Words | undefined => {
  const column = catalog.get(use.idOf('words'))
  const index = catalog.get(use.idOf('index'))
  const expr =
    column?.kind === 'column'
      ? column.generated?.expr
      : index?.kind === 'index'
        ? index.elements[0]?.expr
        : undefined
  if (!expr) return undefined
  const free = unbound(catalog, use.table)
  return {
    words: column ? sql`${name(column.id)}` : expr,
    free: [...new Set(expr.refs.map((r) => r.id))].flatMap((id) => free.find((c) => c.id === id) ?? []),
  }
}

const asked = (use: U, typed: string): Sql =>
  sql`websearch_to_tsquery(${configuration(use)}, ${quoteLiteral(typed)})`

/** Rows that match, the best first: by the function, or as it does it. */
const hits = (use: U, made: Made, { words }: Words, typed: string): ProofSql => {
  if (made.catalog.has(use.idOf('search')))
    return stmt`${qualified(use.idOf('search'))}(${quoteLiteral(typed)})`
  const q = asked(use, typed)
  return stmt`(select * from ${qualified(use.table)} where (${words}) @@ ${q} order by ts_rank(${words}, ${q}) desc) as found`
}

const ranked = (use: U, made: Made, w: Words): readonly Proof[] => {
  const [high, low] = w.free
  const scope = made.traits.scopes.get(use.table)
  const pk = objectsOf(made.catalog, 'key').find((k) => k.table === use.table && k.primary)
  const id = pk?.columns.find((c) => c !== scope)
  const weight = (c: Obj<'column'>): string => {
    const text = wordText(use, made)
    const at = text.refs.findIndex((r) => r.id === c.id)
    return /'([A-D])'/.exec(text.text[at + 1] ?? '')?.[1] ?? ''
  }
  if (!high || !low || !id || weight(high) === weight(low)) return []
  return [
    proof(
      use,
      'ranked',
      sql`A word in ${name(high.id)} of ${name(use.table)} counts for more than the same word in ${name(low.id)}.`,
      [use.idOf(made.catalog.has(use.idOf('search')) ? 'search' : 'index')],
      app(insert(use.table, 'b', { [high.id]: 'nothing there', [low.id]: 'a zebra there' })),
      app(insert(use.table, 'a', { [high.id]: 'a zebra here', [low.id]: 'nothing here' })),
      app(
        run(
          [...stmt`select ${name(id)} from `, ...hits(use, made, w, 'zebra')],
          rows([{ row: 'a', key: true }], [{ row: 'b', key: true }]),
        ),
      ),
    ),
  ]
}

const wordText = (use: U, { catalog }: Made): Sql => {
  const column = catalog.get(use.idOf('words'))
  const index = catalog.get(use.idOf('index'))
  const none = { text: [''], refs: [] }
  if (column?.kind === 'column') return column.generated?.expr ?? none
  return index?.kind === 'index' ? (index.elements[0]?.expr ?? none) : none
}

const indexed = (use: U, made: Made, { words, free }: Words): readonly Proof[] => {
  const [column] = free
  const index = use.idOf<'index'>('index')
  const text = new Map<Id, Sql>(column ? [[column.id, sql`'shared word' || ${nth}`]] : [])
  const query = (typed: string): ProofSql => [
    ...stmt`select * from ${qualified(use.table)} where (${words}) @@ ${asked(use, typed)}`,
    ...ofRow(made, use.table),
  ]
  const filled =
    column &&
    atScale(made, use.table, {
      first: { [column.id]: 'shared word' },
      values: text,
      index,
      plans: [
        { query: query('word77'), by: 'index' },
        { query: query('shared'), by: 'scan' },
      ],
    })
  const what = sql`A rare word is found in ${name(use.table)} without reading all rows.`
  return filled ? [proof(use, 'indexed', what, [index], ...filled)] : []
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const w = wordsOf(use, made)
  const [column] = w?.free ?? []
  if (!w || !column) return []
  const t = use.table
  const [sentence, other] = forms[use.options.configuration] ?? ['Zanzibar 1234', 'zanzibar']
  const stands = made.catalog.has(use.idOf('search')) ? 'search' : 'index'
  const found = (typed: string): ProofSql => [...stmt`select count(*) from `, ...hits(use, made, w, typed)]
  return [
    proof(
      use,
      'found',
      forms[use.options.configuration]
        ? sql`Rows of ${name(t)} are found by their words in another form: "${other}" finds "${sentence}".`
        : sql`Rows of ${name(t)} are found by their words.`,
      [use.idOf(stands)],
      app(insert(t, 'a', { [column.id]: sentence })),
      app(insert(t, 'b', { [column.id]: 'Zorro' })),
      app(run(found(other), rows(['1']))),
    ),
    proof(
      use,
      'current',
      sql`A changed text of ${name(t)} is found by its new words at once, and no longer by its old ones.`,
      [use.idOf(stands)],
      app(insert(t, 'a', { [column.id]: 'yesterday xylophone' })),
      app(
        run(
          stmt`update ${qualified(t)} set ${name(column.id)} = 'tomorrow quartz' where ${key('a')}`,
          count(1),
        ),
      ),
      app(run(found('quartz'), rows(['1'])), run(found('xylophone'), rows(['0']))),
    ),
    ...ranked(use, made, w),
    ...indexed(use, made, w),
  ]
}
