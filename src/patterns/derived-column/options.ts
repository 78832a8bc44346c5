import type { Id } from '../../base/index.ts'
import { choice, expression, foreignColumn, optionsOf, type SqlOption, table } from '../kit/index.ts'

export interface Options {
  readonly kind: 'count' | 'sum' | 'copy' | 'frozen' | 'generated'
  readonly children?: Id<'table'> | undefined
  readonly source?: Id<'column'> | undefined
  readonly via?: Id<'column'> | undefined
  readonly expression?: SqlOption | undefined
  readonly computed: 'when written' | 'when read'
}

export const options = optionsOf<Options>({
  kind: choice(
    'Holds',
    'How many rows of another table refer to the row; the sum of a column of them; a copy of a column of its parent, kept up to date; the same copied once, when the row is made; or what an expression over its own columns gives.',
    ['count', 'sum', 'copy', 'frozen', 'generated'],
  ),
  children: table(
    'Of the rows in',
    'For a count or a sum: the table whose rows refer to this one. Empty: the first that does.',
  ),
  source: foreignColumn('Of the column', 'What is summed or copied. Empty: the first column that fits.'),
  via: foreignColumn(
    'By the reference',
    'The referencing column, where there is more than one reference between the two tables.',
  ),
  expression: expression('Expression', 'For a generated column: what it holds, such as price * quantity.'),
  computed: choice(
    'Computed',
    'For a generated column: when the row is written and stored in it, or each time it is read (PostgreSQL 18).',
    ['when written', 'when read'],
  ),
})
