import * as z from 'zod/mini'
import { choice, optionsOf, said } from '../kit/index.ts'

export interface ListedValue {
  readonly id: string
  readonly name: string
}
export interface Options {
  readonly form: 'enum' | 'lookup' | 'check'
  readonly values: readonly ListedValue[]
  readonly initial: string
}

const key = z.string().check(z.regex(/^[a-z0-9_]{1,40}$/, 'use lower-case letters, digits and _'))
/** A value keeps its id when its text changes, so a renamed value is no new one. A bare word is both. */
const value = z.union([
  z.pipe(
    key,
    z.transform((s): ListedValue => ({ id: s, name: s })),
  ),
  z.strictObject({ id: key, name: z.string().check(z.minLength(1, 'give the value a text')) }),
])

export const options = optionsOf<Options>({
  form: choice(
    'Kept as',
    'An enum type, a table of values that rows reference, or a list in a CHECK constraint.',
    ['enum', 'lookup', 'check'],
  ),
  values: said(z._default(z.array(value), []), {
    title: 'Values',
    description:
      'What the column may hold, in order. Empty: those of its present enum type or CHECK constraint.',
    editor: 'states',
  }),
  initial: said(z._default(z.string(), ''), {
    title: 'Default value',
    description: 'The value that a row gets when it says none. Empty: none, or the present default.',
    among: 'values',
  }),
})
