import type { Use } from '../../compile/api.ts'
import { flag, identifier, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly table: boolean
  readonly name: string
  readonly files: boolean
}
export type U = Use<Options>

export const options = optionsOf<Options>({
  table: flag(
    'Register in the database',
    'A table with one record for each pattern that is on, beside those that the team writes.',
    true,
  ),
  name: identifier('Table', 'The name of the register.', 'design_decisions'),
  files: flag(
    'Files',
    'A list of all records and an empty form for new ones, beside the numbered records of the bundle.',
    true,
  ),
})
