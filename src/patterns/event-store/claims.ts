import type { Claim, Facts } from '../../compile/api.ts'
import { appendOnly } from '../kit/index.ts'
import { append } from './append.ts'
import type { U } from './check.ts'
import { foldRoutines } from './fold.ts'
import { projection } from './projection.ts'
import { readers } from './read.ts'

/** What never changes in an event: all but the values, which an erasure may take away. */
const fixed = [
  'event_id',
  'aggregate_id',
  'aggregate_type',
  'version',
  'event_type',
  'event_version',
  'recorded_at',
] as const

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...appendOnly({ table: use.idOf('events'), fixed: fixed.map((r) => use.idOf(`events:${r}`)) }),
  ...foldRoutines(facts, use),
  ...readers(facts, use),
  ...append(facts, use),
  ...projection(facts, use),
  ...['events', 'snapshots', ...(use.options.projection ? ['projection'] : [])].map(
    (role): Claim<'rows'> => ({ claim: 'access', table: use.idOf(role), app: 'read' }),
  ),
]
