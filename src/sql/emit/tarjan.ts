import { type Lists, ListsWriter } from './lists.ts'

/** State of one search; nodes are small integers. */
class Search {
  /** The components found, one after the other, and where each starts. */
  readonly items: Int32Array
  readonly starts: number[] = [0]
  private readonly edges: Lists
  private readonly order: Int32Array
  private readonly low: Int32Array
  private readonly open: Uint8Array
  /** Of each node, where among the items its next edge stands. */
  private readonly next: Int32Array
  private readonly stack: number[] = []
  private count = 0
  private found = 0
  constructor(edges: Lists) {
    const size = edges.starts.length - 1
    this.edges = edges
    this.items = new Int32Array(size)
    this.order = new Int32Array(size)
    this.low = new Int32Array(size)
    this.open = new Uint8Array(size)
    this.next = edges.starts.slice()
  }
  private enter(n: number): number {
    this.count++
    this.order[n] = this.count
    this.low[n] = this.count
    this.open[n] = 1
    this.stack.push(n)
    return n
  }
  private lower(n: number, to: number): void {
    if (to < (this.low[n] ?? 0)) this.low[n] = to
  }
  private leave(n: number): void {
    if (this.low[n] !== this.order[n]) return
    for (let m = -1; m !== n; ) {
      m = this.stack.pop() ?? n
      this.open[m] = 0
      this.items[this.found] = m
      this.found++
    }
    this.starts.push(this.found)
  }
  /** The next of the node's edges that leads to a node not yet seen; on the way, what the others mean for it. */
  private step(n: number): number | undefined {
    const { starts, items } = this.edges
    const end = starts[n + 1] ?? 0
    for (let k = this.next[n] ?? 0; k < end; k++) {
      const to = items[k] ?? 0
      if (!this.order[to]) {
        this.next[n] = k + 1
        return to
      }
      if (this.open[to]) this.lower(n, this.order[to] ?? 0)
    }
    return undefined
  }
  /** Depth first from `root`, without recursion: chains of views may be long. */
  visit(root: number): void {
    if (this.order[root]) return
    const path = [this.enter(root)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = this.step(top)
      if (to !== undefined) {
        path.push(this.enter(to))
        continue
      }
      path.pop()
      this.leave(top)
      const below = path.at(-1)
      if (below !== undefined) this.lower(below, this.low[top] ?? 0)
    }
  }
}

/** Strongly connected components (Tarjan), each after those it points to; otherwise in the order of the nodes. */
const components = (edges: Lists): Lists => {
  const search = new Search(edges)
  for (let n = 0; n < edges.starts.length - 1; n++) search.visit(n)
  return { starts: new Int32Array(search.starts), items: search.items }
}

/** The edges between these nodes, by the places that the nodes have here. */
const within = (nodes: Int32Array, edges: (node: number) => Int32Array): Lists => {
  const places = new Map(Array.from(nodes, (n, i) => [n, i]))
  const out = new ListsWriter(nodes.length, nodes.length)
  for (const n of nodes) {
    for (const to of edges(n)) {
      const place = places.get(to)
      if (place !== undefined) out.put(place)
    }
    out.end()
  }
  return out.done()
}

/** The nodes of a cycle, which ascend, each after what it cannot do without. */
const unwound = (nodes: Int32Array, hard: (node: number) => Int32Array): readonly number[] => {
  const { starts, items } = components(within(nodes, hard))
  const out: number[] = []
  for (let i = 0; i < starts.length - 1; i++)
    for (const place of items.slice(starts[i], starts[i + 1]).sort()) out.push(nodes[place] ?? 0)
  return out
}

/**
 * All nodes, each after what it needs. In a cycle, edges that are not `hard` give way; a cycle of hard edges
 * keeps the order of the nodes.
 */
export const dependencyOrder = (edges: Lists, hard: (node: number) => Int32Array): readonly number[] => {
  const { starts, items } = components(edges)
  const out: number[] = []
  for (let i = 0; i < starts.length - 1; i++) {
    const from = starts[i] ?? 0
    const to = starts[i + 1] ?? 0
    if (to - from === 1) out.push(items[from] ?? 0)
    else out.push(...unwound(items.slice(from, to).sort(), hard))
  }
  return out
}
