/** One row of the sample tree, in reading order. */
export interface Node {
  readonly id: number
  readonly name: string
  readonly parent: number | undefined
}

/** A small tree that everyone can read. */
export const sampleTree: readonly Node[] = [
  { id: 1, name: 'Company', parent: undefined },
  { id: 2, name: 'Sales', parent: 1 },
  { id: 3, name: 'North', parent: 2 },
  { id: 4, name: 'South', parent: 2 },
  { id: 5, name: 'Product', parent: 1 },
  { id: 6, name: 'Design', parent: 5 },
]

/** From the root to the node itself. */
export const pathTo = (tree: readonly Node[], id: number): readonly Node[] => {
  const node = tree.find((n) => n.id === id)
  if (!node) return []
  return node.parent === undefined ? [node] : [...pathTo(tree, node.parent), node]
}

/** Left and right of each node, numbered by a walk around the tree. */
export const intervals = (tree: readonly Node[]): ReadonlyMap<number, readonly [number, number]> => {
  const out = new Map<number, readonly [number, number]>()
  let next = 1
  const walk = (id: number): void => {
    const lft = next++
    for (const child of tree) if (child.parent === id) walk(child.id)
    out.set(id, [lft, next++])
  }
  for (const n of tree) if (n.parent === undefined) walk(n.id)
  return out
}
