import { sql } from '../../catalog/index.ts'
import type { IssueClaim, Use } from '../../compile/api.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** Connections that are kept free: the superuser's three, replicas, backups and people who look. */
const keptFree = (o: Options): number => 3 + o.replicas + 5

export interface Sizes {
  /** Connections of the pooler to the primary: twice the cores, since some wait for the disk, and one more. */
  readonly pool: number
  /** Extra ones for a burst. */
  readonly reserve: number
  readonly clients: number
  readonly needed: number
}

export const sizesOf = (o: Options): Sizes => {
  const pool = 2 * o.cores + 1
  const reserve = Math.max(2, Math.round(pool / 5))
  return { pool, reserve, clients: o.servers * o.clients, needed: pool + reserve + keptFree(o) }
}

/** How many replicas a commit waits for. */
export const waitsFor = (o: Options): number => {
  if (o.quorum === 'none') return 0
  return o.quorum === 'any one' ? 1 : Math.floor((o.replicas + 1) / 2)
}

const set = (
  use: U,
  code: string,
  option: keyof Options,
  message: string,
  label: string,
  to: Partial<Options>,
): IssueClaim => ({
  claim: 'issue',
  code: `topology/${code}`,
  severity: 'error',
  objects: [use.id],
  option,
  message: sql`${message}`,
  waysOut: [{ remedy: 'options', label, set: to }],
})

/** Numbers that do not go together. */
export const sizeIssues = (use: U): readonly IssueClaim[] => {
  const o = use.options
  const s = sizesOf(o)
  return [
    ...(s.needed > o.maxConnections
      ? [
          set(
            use,
            'too-few-connections',
            'maxConnections',
            `${o.cores} cores want a pool of ${s.pool} connections; with its reserve and those kept free that is ${s.needed}, and the server takes ${o.maxConnections}.`,
            `Let the server take ${s.needed}`,
            { maxConnections: s.needed },
          ),
        ]
      : []),
    ...(o.quorum !== 'none' && o.replicas === 0
      ? [
          set(
            use,
            'no-replica',
            'quorum',
            'A commit is to wait for a replica, and there is none: every write would wait for ever.',
            'Wait for none',
            { quorum: 'none' },
          ),
        ]
      : []),
  ]
}

/** A commit that waits for the only replica stops with it. */
export const sizeAdvice = (use: U): readonly IssueClaim[] => {
  const { quorum, replicas } = use.options
  if (quorum === 'none' || replicas !== 1) return []
  return [
    {
      ...set(
        use,
        'one-replica',
        'replicas',
        'A commit waits for the only replica, so writes stop whenever that one is away. Two replicas let one of them be.',
        'Have two replicas',
        { replicas: 2 },
      ),
      severity: 'warning',
    },
  ]
}
