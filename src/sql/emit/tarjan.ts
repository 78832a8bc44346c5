type Edges = (node: number) => readonly number[]

/** State of one search; nodes are small integers. */
class Search {
  readonly components: number[][] = []
  private readonly order: Int32Array
  private readonly low: Int32Array
  private readonly open: Uint8Array
  private readonly stack: number[] = []
  private readonly inside: Uint8Array
  private readonly edges: Edges
  private count = 0
  constructor(size: number, inside: Uint8Array, edges: Edges) {
    this.inside = inside
    this.edges = edges
    this.order = new Int32Array(size)
    this.low = new Int32Array(size)
    this.open = new Uint8Array(size)
  }
  private enter(n: number): { readonly node: number; readonly to: readonly number[]; at: number } {
    this.count++
    this.order[n] = this.count
    this.low[n] = this.count
    this.open[n] = 1
    this.stack.push(n)
    return { node: n, to: this.edges(n), at: 0 }
  }
  private lower(n: number, to: number): void {
    if (to < (this.low[n] ?? 0)) this.low[n] = to
  }
  private leave(n: number): void {
    if (this.low[n] !== this.order[n]) return
    const members = this.stack.splice(this.stack.lastIndexOf(n))
    for (const m of members) this.open[m] = 0
    this.components.push(members)
  }
  /** Depth first from `root`, without recursion: chains of views may be long. */
  visit(root: number): void {
    if (this.order[root]) return
    const path = [this.enter(root)]
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.to[top.at++]
      if (next === undefined) {
        path.pop()
        this.leave(top.node)
        const below = path.at(-1)
        if (below) this.lower(below.node, this.low[top.node] ?? 0)
      } else if (this.inside[next] && !this.order[next]) {
        path.push(this.enter(next))
      } else if (this.open[next]) {
        this.lower(top.node, this.order[next] ?? 0)
      }
    }
  }
}

/** Strongly connected components (Tarjan), each after those it points to; otherwise in the order of `nodes`. */
export const components = (
  size: number,
  nodes: readonly number[],
  edges: Edges,
): readonly (readonly number[])[] => {
  const inside = new Uint8Array(size)
  for (const n of nodes) inside[n] = 1
  const search = new Search(size, inside, edges)
  for (const n of nodes) search.visit(n)
  return search.components
}

/**
 * All nodes, each after what it needs. In a cycle, edges that are not `hard` give way; a cycle of hard edges
 * keeps the order of `nodes`.
 */
export const dependencyOrder = (nodes: readonly number[], edges: Edges, hard: Edges): readonly number[] => {
  const size = nodes.length
  const out: number[] = []
  for (const cycle of components(size, nodes, edges)) {
    if (cycle.length === 1) {
      out.push(...cycle)
      continue
    }
    const sorted = [...cycle].sort((a, b) => a - b)
    for (const c of components(size, sorted, hard)) out.push(...[...c].sort((a, b) => a - b))
  }
  return out
}
