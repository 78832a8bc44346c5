import type { Id } from '../../base/index.ts'
import { columns, flag, identifier, optionsOf, tables } from '../kit/index.ts'

export interface Options {
  readonly schema: string
  readonly quality: boolean
  readonly required: readonly Id<'column'>[]
  readonly past: readonly Id<'column'>[]
  readonly currencies: readonly Id<'column'>[]
  readonly large: readonly Id<'table'>[]
}

export const options = optionsOf<Options>({
  schema: identifier('Schema', 'Where the views are, apart from the tables.', 'observability'),
  quality: flag(
    'Data quality',
    'A view that counts rows that the design does not mean: orphans, missing values, times in the future, broken currencies.',
    true,
  ),
  required: columns('Should hold a value', 'Columns that may be NULL but rarely should be.'),
  past: columns(
    'Lie in the past',
    'Times that cannot be in the future. Columns that start with the time of now are known already.',
  ),
  currencies: columns(
    'Currencies',
    'Columns that hold a currency of three letters. Those with a check for it are known already.',
  ),
  large: tables('Large tables', 'Tables for which the bundle gets autovacuum settings of their own.'),
})
