import type { Id } from '../../base/index.ts'
import type { Use } from '../../compile/api.ts'
import { identifier, interval, optionsOf, table } from '../kit/index.ts'

export interface Options {
  readonly name: string
  readonly lease: string
  readonly keep: string
  readonly about?: Id<'table'> | undefined
}
export type U = Use<Options>

export const options = optionsOf<Options>({
  name: identifier('Table', 'The name of the table of keys.', 'idempotency_keys'),
  lease: interval('Lease', 'How long a claim stands before another worker may take over.', '1 minute'),
  keep: interval('Keep answers', 'How long the same key gives the stored answer.', '1 day'),
  about: table(
    'Answers tell of',
    'A table whose rows the stored answers may tell of, such as customers. Claims then say which row, and an erasure finds the answers.',
  ),
})
