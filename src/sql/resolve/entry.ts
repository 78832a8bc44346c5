import type { Id } from '../../base/index.ts'
import { type DataType, literal, name, qualified, rawSql, type Sql } from '../../catalog/index.ts'
import { stringValue } from '../lex.ts'
import type { Frame } from './frame.ts'
import { enumOf, isCatalogType, type Lookup } from './lookup.ts'
import { resolveText } from './resolve.ts'
import { chainAt, isWord, type Tok, tokens } from './tokens.ts'

/** What an expression may name besides the objects that a lookup finds. */
export interface ExpressionScope {
  /** The table whose columns it names bare. */
  readonly table?: Id
  /** The type it gives or is compared with: a constant alone means a label of that enum. */
  readonly type?: DataType
  /** A trigger's WHEN: NEW and OLD stand for rows of the table, whose columns are not bare. */
  readonly trigger?: boolean
  /** A domain's CHECK: VALUE stands for the value. */
  readonly domain?: boolean
}

const noNames: ReadonlyMap<string, Id> = new Map()

const rootFrame = (table: Id | undefined, lookup: Lookup): Frame => ({
  outer: undefined,
  verb: 'root',
  sources:
    table === undefined || !lookup.columns(table) ? [] : [{ name: lookup.nameOf(table), relation: table }],
})

const recordsOf = (table: Id | undefined): ReadonlyMap<string, Id> =>
  table === undefined
    ? noNames
    : new Map([
        ['new', table],
        ['old', table],
      ])

/** A constant alone, where the type is an enum. */
const loneLabel = (text: string, type: DataType | undefined, lookup: Lookup): Sql | undefined => {
  const labels = enumOf(type, lookup)
  const value = labels && stringValue(text.trim())
  const id = value === undefined ? undefined : labels?.get(value)
  return id === undefined ? undefined : { text: ['', ''], refs: [literal(id)] }
}

/**
 * An expression as a person wrote it (CHECK, default, predicate, policy, generated column) with references in
 * place of names. Rendering it gives the same tokens, but for quoting.
 */
export const resolveExpression = (text: string, lookup: Lookup, scope: ExpressionScope = {}): Sql =>
  loneLabel(text, scope.type, lookup) ??
  resolveText(text, lookup, {
    root: rootFrame(scope.trigger ? undefined : scope.table, lookup),
    relations: scope.trigger ? recordsOf(scope.table) : noNames,
    variables: new Map(scope.domain ? [['value', undefined]] : []),
    language: 'sql',
  })

/** What a query or a body may name besides objects. */
export interface QueryScope {
  /** Parameters by name. */
  readonly params?: ReadonlyMap<string, Id>
  /** Absent: a query. */
  readonly language?: string
  /** For a trigger function: the table whose rows NEW and OLD are. */
  readonly table?: Id
  /** Transition tables of that trigger. */
  readonly transitions?: readonly string[]
}

const specials =
  `new old found sqlstate sqlerrm tg_op tg_name tg_when tg_level tg_relid tg_table_name tg_table_schema tg_nargs
  tg_argv tg_relname tg_event tg_tag`.split(/\s+/)

/** Names that a PL/pgSQL body declares: in DECLARE sections and as loop variables. */
const declared = (toks: readonly Tok[]): readonly string[] => {
  const out: string[] = []
  let declaring = false
  toks.forEach((t, i) => {
    if (isWord(t, 'declare')) declaring = true
    else if (isWord(t, 'begin')) declaring = false
    const before = toks[i - 1]
    const starts = declaring && (before?.text === ';' || isWord(before, 'declare'))
    const loops = isWord(before, 'for') && isWord(toks[i + 1], 'in', 'as')
    if (t.kind === 'name' && (starts || loops)) out.push(t.name)
  })
  return out
}

/** Row variables: `r orders%rowtype`, `r orders`. */
const rowVariables = (
  toks: readonly Tok[],
  names: ReadonlySet<string>,
  lookup: Lookup,
): ReadonlyMap<string, Id> => {
  const out = new Map<string, Id>()
  toks.forEach((t, i) => {
    if (
      t.kind !== 'name' ||
      !names.has(t.name) ||
      !(toks[i - 1]?.text === ';' || isWord(toks[i - 1], 'declare'))
    )
      return
    if (toks[i + 1]?.kind !== 'name') return
    const chain = chainAt(toks, i + 1)
    const path = chain.map((k) => toks[k]?.name ?? '')
    const end = (chain.at(-1) ?? i) + 1
    if (!(toks[end]?.text === '%' && isWord(toks[end + 1], 'rowtype'))) return
    const id = lookup.relation(path.at(-1) ?? '', path.length > 1 ? path[0] : undefined)
    if (id !== undefined) out.set(t.name, id)
  })
  return out
}

/**
 * A view's query or a routine's body with references in place of names. Aliases, sub-queries, CTEs and columns
 * that only one table of the statement has are followed; what may name an object but is not sure makes it opaque.
 */
export const resolveQuery = (text: string, lookup: Lookup, scope: QueryScope = {}): Sql => {
  const plpgsql = scope.language === 'plpgsql'
  if (scope.language !== undefined && !plpgsql && scope.language !== 'sql') return rawSql(text, true)
  const toks = plpgsql ? (tokens(text) ?? []) : []
  const own = plpgsql ? declared(toks) : []
  const variables = new Map<string, Id | undefined>([
    ...[...own, ...(plpgsql ? specials : [])].map((n) => [n, undefined] as const),
    ...(scope.params ?? []),
  ])
  const relations = new Map([
    ...rowVariables(toks, new Set(own), lookup),
    ...recordsOf(scope.table),
    ...(scope.table === undefined
      ? []
      : (scope.transitions ?? []).map((t) => [t, scope.table ?? ''] as const)),
  ])
  const root = rootFrame(undefined, lookup)
  return resolveText(text, lookup, { root, relations, variables, language: plpgsql ? 'plpgsql' : 'sql' })
}

/** What stands after RETURNS: a type, `setof` a table or a type, `table (…)`, `trigger`. */
export const resolveReturns = (text: string, lookup: Lookup): Sql => {
  const toks = tokens(text)
  if (!toks) return rawSql(text, true)
  const parts: string[] = ['']
  const refs: Sql['refs'][number][] = []
  let at = 0
  const columns = isWord(toks[0], 'table') && toks[1]?.text === '('
  toks.forEach((t, i) => {
    const before = toks[i - 1]
    if (t.kind !== 'name' || before?.text === '.') return
    if (columns && (i === 0 || i === 2 || (before?.text === ',' && toks[i - 2]?.kind !== 'number'))) return
    const chain = chainAt(toks, i)
    const [first = '', second] = chain.map((k) => toks[k]?.name ?? '')
    const builtIn = second === undefined && !t.quoted && isCatalogType(first)
    const word = second ?? first
    const schema = second === undefined ? undefined : first
    const id = builtIn ? undefined : (lookup.type(word, schema) ?? lookup.relation(word, schema))
    if (id === undefined) return
    parts[parts.length - 1] += text.slice(at, t.from)
    refs.push(schema === undefined ? name(id) : qualified(id))
    parts.push('')
    at = toks[chain.at(-1) ?? i]?.to ?? t.to
  })
  parts[parts.length - 1] += text.slice(at)
  return { text: parts, refs }
}
