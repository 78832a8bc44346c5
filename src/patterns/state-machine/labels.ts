import { name, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Use } from '../../compile/api.ts'
import { defaultValue, drawnValues } from '../kit/index.ts'
import type { Options, State } from './options.ts'

/** States after the values, each with a way to the next; rows start in the one that they had by default. */
const chain = (names: readonly string[], first: string | undefined) => {
  const states = names.map((n, i): State => ({ id: `s${i + 1}`, name: n }))
  return {
    states,
    transitions: states.slice(1).map((s, i) => ({ from: `s${i + 1}`, to: s.id })),
    initial: states.find((s) => s.name === first)?.id ?? 's1',
    terminal: [],
  }
}

/**
 * A column that was limited to values which are not the states: rows and code that have them no longer fit. Asked while
 * the column is as it was drawn.
 */
export const otherLabels = (
  facts: Facts,
  { column, table, options }: Use<Options>,
): readonly IssueClaim[] => {
  const names = drawnValues(facts, table, column)
  const lost = names.filter((n) => !options.states.some((s) => s.name === n))
  if (lost.length === 0) return []
  return [
    {
      claim: 'issue',
      code: 'state-machine/labels',
      severity: 'warning',
      option: 'states',
      objects: [column, table],
      message: sql`${name(table)}.${name(column)} was drawn with values that are no states: ${lost.map((n) => `"${n}"`).join(', ')}. Make them states, or rows that have them cannot stay.`,
      waysOut: [
        {
          remedy: 'options',
          label: 'Take its values as states',
          set: chain(names, defaultValue(facts, column)),
        },
        { remedy: 'off', label: 'Switch the state machine off' },
      ],
    },
  ]
}
