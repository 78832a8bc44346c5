/** How two patterns on one table end, as the tests found. */
export type Cell =
  | { readonly ends: 'held' }
  /** Compile refuses the pair, with ways out. */
  | { readonly ends: 'issue'; readonly codes: readonly string[]; readonly message: string }

/** The outcome of every pair of patterns. */
export interface Matrix {
  readonly patterns: readonly string[]
  /** Pairs that can share a table. */
  readonly pairs: number
  readonly held: number
  readonly issues: number
  /** Undefined for two that never share a table. */
  cell(a: string, b: string): Cell | undefined
}

/** What the file holds: pairs as `a + b` in the order of the catalogue; those not listed hold. */
export interface MatrixFile {
  readonly patterns: readonly string[]
  readonly apart: readonly string[]
  readonly issues: Readonly<Record<string, { readonly codes: readonly string[]; readonly message: string }>>
}

const held: Cell = { ends: 'held' }

export const matrixOf = (file: MatrixFile): Matrix => {
  const place = new Map(file.patterns.map((p, i) => [p, i]))
  const apart = new Set(file.apart)
  const issues = Object.keys(file.issues).length
  const n = file.patterns.length
  const pairs = (n * (n - 1)) / 2 - apart.size
  return {
    patterns: file.patterns,
    pairs,
    issues,
    held: pairs - issues,
    cell: (a, b) => {
      const [i, j] = [place.get(a), place.get(b)]
      if (i === undefined || j === undefined || i === j) return undefined
      const key = i < j ? `${a} + ${b}` : `${b} + ${a}`
      if (apart.has(key)) return undefined
      const issue = file.issues[key]
      return issue ? { ends: 'issue', ...issue } : held
    },
  }
}

let loading: Promise<Matrix> | undefined

/** The matrix as the tests last computed it; a chunk of its own. */
export const loadMatrix = (): Promise<Matrix> => {
  loading ??= import('./matrix.json').then((m) => matrixOf(m.default as MatrixFile))
  return loading
}
