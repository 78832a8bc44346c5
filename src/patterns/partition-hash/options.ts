import type { Id } from '../../base/index.ts'
import { columns, optionsOf, type SplitOptions, uniques, whole } from '../kit/index.ts'

export interface Options extends SplitOptions {
  readonly columns: readonly Id<'column'>[]
  readonly modulus: number
}

export const options = optionsOf<Options>({
  columns: columns(
    'Columns',
    'What the hash is taken of. Empty: the primary key, which then stays as it is.',
  ),
  modulus: whole('Partitions', 'How many there are. Double it later rather than guess too high.', 4, 2, 256),
  uniques,
})
