import * as z from 'zod/mini'
import { flag, optionsOf, said } from '../kit/index.ts'

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

const key = z.string().check(z.regex(/^[a-z0-9_]{1,40}$/, 'use lower-case letters, digits and _'))
const label = z.string().check(z.minLength(1, 'give the state a name'))
/** A state keeps its id when its name changes, so a renamed state is no new one. A bare word is both. */
const state = z.union([
  z.pipe(
    key,
    z.transform((s): State => ({ id: s, name: s })),
  ),
  z.strictObject({ id: key, name: label }),
])
export const start: readonly State[] = [
  { id: 'draft', name: 'draft' },
  { id: 'active', name: 'active' },
  { id: 'closed', name: 'closed' },
]
export const startTransitions: readonly Transition[] = [
  { from: 'draft', to: 'active' },
  { from: 'active', to: 'closed' },
]

export const options = optionsOf<Options>({
  states: said(z._default(z.array(state), [...start]), {
    title: 'States',
    description: 'The values of the column, in order.',
    editor: 'states',
  }),
  transitions: said(z._default(z.array(z.strictObject({ from: key, to: key })), [...startTransitions]), {
    title: 'Transitions',
    description: 'The changes that are allowed; every other is refused.',
    editor: 'transitions',
  }),
  initial: said(z._default(z.string(), 'draft'), {
    title: 'Initial state',
    description: 'The state every row starts in.',
    editor: 'state',
  }),
  terminal: said(z._default(z.array(z.string()), []), {
    title: 'Terminal states',
    description:
      'A state without a way on is terminal: nothing leaves it. One that is named here stays so: a transition out of it is refused.',
    editor: 'state-list',
  }),
  history: flag(
    'Record transitions',
    'Keep a table of who changed the state, from what to what, and when.',
    false,
  ),
})
