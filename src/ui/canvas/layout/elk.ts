import ELK, { type ELK as Elk } from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { Id, Move } from '../../../store/index.ts'
import type { Model } from '../model.ts'
import { type Flat, layOut } from './groups.ts'

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

/** Layers from parents to children. */
export const flatBy =
  (elk: Pick<Elk, 'layout'>): Flat =>
  async (nodes, links) => {
    const graph = await elk.layout({
      id: 'root',
      layoutOptions: options,
      children: nodes.map((n) => ({ ...n })),
      edges: links.map((l, i) => ({ id: `e${i}`, sources: [l.from], targets: [l.to] })),
    })
    return new Map((graph.children ?? []).map((c) => [c.id as Id, { x: c.x ?? 0, y: c.y ?? 0 }]))
  }

/** Where the chosen nodes, or all, go; computed in a worker of ELK's own. The old top left corner stays. */
export const layered = async (model: Model, chosen?: readonly Id[]): Promise<readonly Move[]> => {
  const worker = new Worker(workerUrl)
  try {
    return await layOut(model, flatBy(new ELK({ workerFactory: () => worker })), chosen)
  } finally {
    worker.terminate()
  }
}
