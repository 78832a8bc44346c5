import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import type { TemplateSummary } from '../types.ts'

export { Sketch } from './sketch.ts'

type Build = (random: Random, registry: Registry) => Design

interface Template extends TemplateSummary {
  readonly load: () => Promise<{ readonly build: Build }>
}

const all: readonly Template[] = [
  {
    id: 'orders',
    name: 'Orders, multi-tenant',
    summary: 'Customers, products, stock and orders of many organizations, kept apart row by row.',
    tables: 11,
    patterns: ['tenancy-row', 'soft-delete', 'history-table', 'audit-columns', 'state-machine'],
    load: () => import('./orders.ts'),
  },
]

/** What the start screen offers. */
export const templates: readonly TemplateSummary[] = all.map(({ load: _load, ...summary }) => summary)

/** A new design from a template; undefined where there is none of that id. */
export const templateDesign = async (
  id: string,
  random: Random,
  registry: Registry,
): Promise<Design | undefined> => {
  const template = all.find((t) => t.id === id)
  return template && (await template.load()).build(random, registry)
}
