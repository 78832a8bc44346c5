import * as z from 'zod'
import { flag } from '../kit/index.ts'

export interface State {
  readonly id: string
  readonly name: string
}
export interface Transition {
  readonly from: string
  readonly to: string
}
export interface Options {
  readonly states: readonly State[]
  readonly transitions: readonly Transition[]
  readonly initial: string
  readonly terminal: readonly string[]
  readonly history: boolean
}

const key = z.string().regex(/^[a-z0-9_]{1,40}$/, 'use lower-case letters, digits and _')
/** A state keeps its id when its name changes, so a renamed state is no new one. A bare word is both. */
const state = z.union([
  key.transform((s): State => ({ id: s, name: s })),
  z.strictObject({ id: key, name: z.string().min(1, 'give the state a name') }),
])

export const options = z.strictObject({
  states: z
    .array(state)
    .default([
      { id: 'draft', name: 'draft' },
      { id: 'active', name: 'active' },
      { id: 'closed', name: 'closed' },
    ])
    .meta({ title: 'States', description: 'The values of the column, in order.', editor: 'states' }),
  transitions: z
    .array(z.strictObject({ from: key, to: key }))
    .default([
      { from: 'draft', to: 'active' },
      { from: 'active', to: 'closed' },
    ])
    .meta({
      title: 'Transitions',
      description: 'The changes that are allowed; every other is refused.',
      editor: 'transitions',
    }),
  initial: z
    .string()
    .default('draft')
    .meta({ title: 'Initial state', description: 'The state every row starts in.', editor: 'state' }),
  terminal: z.array(z.string()).default([]).meta({
    title: 'Terminal states',
    description: 'States that no transition may leave.',
    editor: 'state-list',
  }),
  history: flag(
    'Record transitions',
    'Keep a table of who changed the state, from what to what, and when.',
    false,
  ),
}) as unknown as z.ZodType<Options>
