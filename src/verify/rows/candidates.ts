import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import { type Known, sampleRegex, type Token } from '../expr/index.ts'
import { jsonSample } from './json.ts'
import { longestChain, referenceValues } from './rules.ts'
import { type CheckRule, type ColumnShape, referenced, type TableShape, tableShape } from './shape.ts'
import { day, keyValue, typeValues } from './values.ts'

const numeric = /^(smallint|integer|bigint|numeric|oid|real|double precision|money)$/
const textual = /^(text|varchar|char|citext|name)$/

const isPattern = (tokens: readonly Token[], i: number): boolean => {
  const before = tokens[i - 1]
  return before?.t === 'op' && /^!?~\*?$/.test(before.v)
}
const isLike = (tokens: readonly Token[], i: number): boolean => {
  const before = tokens[i - 1]
  return (
    (before?.t === 'word' && /^i?like$/.test(before.v)) || (before?.t === 'op' && /^~~\*?$/.test(before.v))
  )
}

const nearNumber = (v: number): readonly number[] => [v, v + 1, v - 1, v + 0.5, -v, -v - 1, 1 - v]
const ofLength = (n: number, word: string): readonly string[] =>
  [n, n - 1, n + 1].filter((l) => l >= 0 && l <= 2000).map((l) => word.slice(0, l).padEnd(l, 'x'))
const nearDate = (s: string): readonly string[] => {
  const offset = Math.round((Date.parse(s) - Date.parse(day(0))) / 86_400_000)
  return Number.isNaN(offset) || Math.abs(offset) > 1_000_000 ? [] : [s, day(offset + 1), day(offset - 1)]
}

/** Values that a token of a check suggests: its constants and their neighbours, texts that its patterns match. */
const suggested = (
  c: ColumnShape,
  tokens: readonly Token[],
  i: number,
  n: number,
  word: string,
): readonly Known[] => {
  const t = tokens[i]
  const base = c.type?.base ?? ''
  if (t?.t === 'number') {
    if (numeric.test(base))
      return nearNumber(t.v).filter((v) => /^(numeric|real|double)/.test(base) || Number.isInteger(v))
    return textual.test(base) && Number.isInteger(t.v) ? ofLength(t.v, word) : []
  }
  if (t?.t !== 'string') return []
  if (isPattern(tokens, i)) {
    return [n, n + 1, 0].flatMap((seed) => sampleRegex(t.v, seed) ?? [])
  }
  if (isLike(tokens, i))
    return [t.v.replaceAll('%', '').replaceAll('_', 'a'), t.v.replaceAll('%', String(n)).replaceAll('_', 'a')]
  if (textual.test(base)) return [t.v]
  if (/^(date|timestamp)/.test(base)) return nearDate(t.v)
  return numeric.test(base) && t.v !== '' && !Number.isNaN(Number(t.v)) ? nearNumber(Number(t.v)) : []
}

const suggestions = (shape: TableShape, c: ColumnShape, n: number): readonly Known[] =>
  shape.checks
    .filter((r) => r.columns.includes(c.column.id))
    .flatMap((r: CheckRule) =>
      r.tokens.flatMap((_, i) => suggested(c, r.tokens, i, n, `${c.column.name}${n}`)),
    )

const foreign = (
  catalog: Catalog,
  fk: Obj<'fk'>,
  column: Id,
): { readonly shape: TableShape; readonly column: ColumnShape } | undefined => {
  const shape = tableShape(catalog, fk.references)
  const ref = referenced(fk, column)
  const c = ref && shape?.byId.get(ref)
  return shape && c ? { shape, column: c } : undefined
}

/** Constants of the reference rows that the column ends at, following references. */
const lookups = (catalog: Catalog, shape: TableShape, c: ColumnShape, depth = 0): readonly Known[] => {
  const own = referenceValues(catalog, shape, c.column.id)
  if (own.length > 0 || depth > longestChain) return own
  return shape.fks.flatMap((fk) => {
    const f =
      fk.columns.includes(c.column.id) &&
      fk.references !== shape.table.id &&
      foreign(catalog, fk, c.column.id)
    return f ? lookups(catalog, f.shape, f.column, depth + 1) : []
  })
}

/** Suggestions of the checks on every column that this one refers to. */
const inherited = (
  catalog: Catalog,
  shape: TableShape,
  c: ColumnShape,
  n: number,
  depth = 0,
): readonly Known[] =>
  depth > longestChain
    ? []
    : shape.fks.flatMap((fk) => {
        const f = fk.columns.includes(c.column.id) ? foreign(catalog, fk, c.column.id) : undefined
        if (!f || f.shape === shape) return []
        return [...suggestions(f.shape, f.column, n), ...inherited(catalog, f.shape, f.column, n, depth + 1)]
      })

/**
 * Values to try in a column, in order; undefined where its type is not known. `distinct` puts first what is
 * different for every `n`.
 */
export const candidates = (
  catalog: Catalog,
  shape: TableShape,
  c: ColumnShape,
  n: number,
  distinct: boolean,
): readonly Known[] | undefined => {
  if (c.labels) return c.labels.length > 0 ? c.labels : undefined
  if (!c.type) return undefined
  const word = c.column.name
  const plain = typeValues(c.type, n, word)
  if (!plain) return undefined
  const key = distinct ? keyValue(c.type, n, word) : undefined
  const ofIts = distinct ? plain.filter((v) => String(v).includes(String(n))) : []
  const all = [
    ...(shape.rows.length > 0 ? [] : lookups(catalog, shape, c)),
    ...(key === undefined ? [] : [key]),
    ...ofIts,
    ...plain,
    ...suggestions(shape, c, n),
    ...(/^jsonb?$/.test(c.type.base) ? [jsonSample(shape, c) ?? '{}'] : []),
    ...inherited(catalog, shape, c, n),
  ]
  return [...new Set(all)]
}
