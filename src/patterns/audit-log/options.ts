import type { Id } from '../../base/index.ts'
import { choice, columns, optionsOf, tables } from '../kit/index.ts'

export interface Options {
  readonly values: 'changed' | 'whole'
  readonly except: readonly Id<'column'>[]
  readonly tables: readonly Id<'table'>[]
}

export const options = optionsOf<Options>({
  values: choice(
    'Values of an update',
    'Keep the columns that an update changed, or the whole row before and after.',
    ['changed', 'whole'],
  ),
  except: columns(
    'Left out',
    'Columns whose values are never written to the log, such as personal data or secrets. Not those of a primary key: the log names rows by it.',
  ),
  tables: tables('Tables', 'For a log of the whole design: the tables that are watched. Empty: all of them.'),
})
