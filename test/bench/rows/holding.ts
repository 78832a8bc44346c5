import { compile, proofsOf } from '../../../src/compile/index.ts'
import { type MatrixFile, matrixOf } from '../../../src/store/matrix.ts'
import { type book, registry } from '../../patterns/all.ts'
import { allOn, caseOf } from '../../patterns/on.ts'
import { shop } from '../../patterns/shop.ts'

type Pair = readonly [string, string]

/** What the patterns themselves say, against which the published matrix is held. */
export interface Known {
  /** Every two patterns that can share a table. */
  readonly pairs: readonly Pair[]
  readonly patterns: readonly string[]
  /** The codes of the errors with which compile answers a pair. */
  readonly errors: (pair: Pair) => readonly string[]
  /** Whether SQL shows on PostgreSQL what an issue warns of. */
  readonly shown: (code: string) => boolean
}

export interface Holding {
  readonly held: number
  readonly issues: number
  readonly faults: readonly string[]
}

const sorted = (codes: readonly string[]): string => [...new Set(codes)].sort().join(', ')

/** What is wrong with what the matrix says of a pair that can share a table; undefined where it holds. */
const wrongOf = (cell: ReturnType<ReturnType<typeof matrixOf>['cell']>, pair: Pair, known: Known) => {
  if (!cell) return 'is grey without a reason: a table takes both'
  const [told, found] = [sorted(cell.ends === 'issue' ? cell.codes : []), sorted(known.errors(pair))]
  if (told !== found) return `is told to end with ${told || 'nothing'}, compile says ${found || 'nothing'}`
  if (cell.ends === 'held') return undefined
  if (cell.message === '') return 'ends in an issue that says nothing'
  const unshown = cell.codes.filter((c) => !known.shown(c))
  return unshown.length > 0 ? `ends in ${unshown.join(', ')}, which no SQL shows to be right` : undefined
}

/** Pairs that hold: marked so, or ending in an issue that compile raises and SQL shows to be right. */
export const holdingOf = (file: MatrixFile, known: Known): Holding => {
  const matrix = matrixOf(file)
  const faults: string[] = []
  let [held, issues] = [0, 0]
  for (const pair of known.pairs) {
    const cell = matrix.cell(...pair)
    const wrong = wrongOf(cell, pair, known)
    if (wrong !== undefined) faults.push(`${pair.join(' + ')} ${wrong}`)
    else if (cell?.ends === 'issue') issues++
    else held++
  }
  const shared = new Set(known.pairs.map((p) => p.join(' + ')))
  known.patterns.forEach((a, i) => {
    for (const b of known.patterns.slice(i + 1))
      if (!shared.has(`${a} + ${b}`) && matrix.cell(a, b))
        faults.push(`${a} + ${b} is told to end somewhere, though no table takes both`)
  })
  return { held, issues, faults }
}

/** The errors of a pair on the shop. */
export const pairErrors = (pair: Pair): readonly string[] =>
  compile(allOn(shop(), pair), registry)
    .issues.filter((i) => i.severity === 'error')
    .map((i) => i.code)

const isEmpty = (v: unknown): boolean =>
  typeof v === 'string'
    ? v.trim() === ''
    : Array.isArray(v)
      ? v.length === 0 || v.some(isEmpty)
      : typeof v === 'object' && v !== null
        ? Object.values(v).some(isEmpty)
        : true

/** What a pattern of the catalogue lacks: options that stand by themselves, docs, promises, being found again. */
export const lacking = (
  name: string,
  from: { readonly registry: typeof registry; readonly book: typeof book },
): readonly string[] => {
  const [pattern, details] = [from.registry.get(name), from.book.get(name)]
  if (!pattern || !details) return ['an entry in the catalogue and in the book']
  const compiled = compile(allOn(shop(), [name]), from.registry)
  const seen = caseOf(name).own === false || details.detect(compiled.catalog).length > 0
  return [
    ...(pattern.parse({}).ok ? [] : ['defaults of its options']),
    ...(isEmpty(details.docs) ? ['docs'] : []),
    ...(proofsOf(compiled, from.book).length > 0 ? [] : ['promises']),
    ...(seen ? [] : ['being found in a catalog']),
  ]
}
