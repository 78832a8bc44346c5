import { pathKeys, type Token } from '../expr/index.ts'
import type { ColumnShape, TableShape } from './shape.ts'

type Tree = { [key: string]: string | number | boolean | Tree }

const samples: Readonly<Record<string, string | number | boolean>> = { number: 1, string: 'x', boolean: true }

/** What the rest of a condition compares `jsonb_typeof(…)` with. */
const wantedType = (tokens: readonly Token[], from: number): string | undefined => {
  for (const t of tokens.slice(from)) {
    if (t.t === 'word' && (t.v === 'and' || t.v === 'or')) return undefined
    if (t.t === 'string' && t.v in samples) return t.v
  }
  return undefined
}

const put = (tree: Tree, path: readonly string[], value: string | number | boolean, known: boolean): void => {
  const [key, ...more] = path
  if (key === undefined) return
  if (more.length === 0) {
    if (known || !(key in tree)) tree[key] = value
    return
  }
  const inner = tree[key]
  const next: Tree = typeof inner === 'object' ? inner : {}
  tree[key] = next
  put(next, more, value, known)
}

/** A JSON object with every key that the checks on a column look into, of the type that they ask for. */
export const jsonSample = (shape: TableShape, c: ColumnShape): string | undefined => {
  const tree: Tree = {}
  for (const { tokens, columns } of shape.checks) {
    if (!columns.includes(c.column.id)) continue
    tokens.forEach((t, i) => {
      const at = tokens[i + 1]
      if (t.t !== 'op' || !/^(->>?|#>>?)$/.test(t.v) || at?.t !== 'string') return
      const path = t.v.startsWith('#') ? pathKeys(at.v) : [at.v]
      const type = wantedType(tokens, i + 2)
      put(tree, path, samples[type ?? ''] ?? 'x', type !== undefined)
    })
  }
  return Object.keys(tree).length > 0 ? JSON.stringify(tree) : undefined
}
