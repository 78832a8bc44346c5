import type { Use } from '../../compile/api.ts'
import { flag, identifier, interval, optionsOf, text, whole } from '../kit/index.ts'

export interface Options {
  readonly changes: string
  readonly backfills: string
  readonly batch: number
  readonly lockTimeout: string
  readonly wait: string
  readonly runbook: boolean
}
export type U = Use<Options>

export const options = optionsOf<Options>({
  changes: identifier(
    'Journal',
    'The table of schema changes and the phase that each is in.',
    'schema_changes',
  ),
  backfills: identifier(
    'Backfills',
    'The table of what each change has to fill, and how far that is.',
    'schema_backfills',
  ),
  batch: whole(
    'Batch',
    'How many rows a backfill changes in one transaction, unless it says otherwise.',
    1000,
    1,
    100_000,
  ),
  lockTimeout: text('2s', /^\d{1,5}(ms|s)$/, 'write milliseconds or seconds, such as "500ms" or "2s".', {
    title: 'Lock timeout',
    description:
      'How long a batch waits for a row that someone else holds before it steps back and tries again.',
  }),
  wait: interval(
    'Wait before contract',
    'How long after the last backfill a contract may begin. Empty: at once.',
    '',
  ),
  runbook: flag(
    'Runbook',
    'The safe order of steps for each kind of change, with the calls of this database.',
    true,
  ),
})
