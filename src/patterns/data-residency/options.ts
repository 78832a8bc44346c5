import * as z from 'zod/mini'
import type { Id } from '../../base/index.ts'
import {
  column,
  flag,
  type Group,
  groups,
  identifier,
  optionsOf,
  type SplitOptions,
  uniques,
} from '../kit/index.ts'

export interface Options extends SplitOptions {
  readonly column?: Id<'column'> | undefined
  readonly name: string
  readonly regions: readonly Group[]
  readonly stay: boolean
}

/** Two regions to begin with: what they are is a matter of law, so the person names them. */
export const firstRegions: readonly Group[] = [
  { name: 'eu', values: ['eu'], tablespace: '' },
  { name: 'us', values: ['us'], tablespace: '' },
]

const regions = groups(
  'Regions',
  'Where rows may live, with the countries or region codes that belong there. Rows of any other value are refused.',
)

export const options = optionsOf<Options>({
  column: column('Region column', 'A column that says where a row belongs. Empty: the pattern adds one.'),
  name: identifier('Name of the new column', 'What the added column is called.', 'data_region'),
  regions: z._default(
    regions,
    [...firstRegions].map((r) => ({ ...r, values: [...r.values] })),
  ),
  stay: flag(
    'Rows stay in their region',
    'Refuse to change the region of a row; it has to be deleted and written anew.',
    true,
  ),
  uniques,
})
