import ELK from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { Move, Placed } from '../act/arrange.ts'
import { grid } from '../geometry.ts'

export interface Link {
  readonly from: string
  readonly to: string
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '48',
  'elk.spacing.componentComponent': '72',
  'elk.layered.spacing.nodeNodeBetweenLayers': '96',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.aspectRatio': '1.6',
}
const snap = (v: number): number => Math.round(v / grid) * grid

/** Layers from parents to children, computed in a worker of ELK's own. The result keeps the old top left corner. */
export const layered = async (items: readonly Placed[], links: readonly Link[]): Promise<readonly Move[]> => {
  const worker = new Worker(workerUrl)
  const elk = new ELK({ workerFactory: () => worker })
  try {
    const graph = await elk.layout({
      id: 'root',
      layoutOptions: options,
      children: items.map(({ id, rect }) => ({ id, width: rect.width, height: rect.height })),
      edges: links.map((l, i) => ({ id: `e${i}`, sources: [l.from], targets: [l.to] })),
    })
    const left = Math.min(...items.map((i) => i.rect.x))
    const top = Math.min(...items.map((i) => i.rect.y))
    const least = {
      x: Math.min(...(graph.children ?? []).map((c) => c.x ?? 0)),
      y: Math.min(...(graph.children ?? []).map((c) => c.y ?? 0)),
    }
    return (graph.children ?? []).map((c) => ({
      of: c.id,
      x: snap(left + (c.x ?? 0) - least.x),
      y: snap(top + (c.y ?? 0) - least.y),
    }))
  } finally {
    worker.terminate()
  }
}
