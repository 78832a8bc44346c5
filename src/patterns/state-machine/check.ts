import { name, sql } from '../../catalog/index.ts'
import type { IssueClaim, Use } from '../../compile/api.ts'
import type { Options, State } from './options.ts'

export type U = Use<Options>

/** States that a row can get into from the initial one. */
export const reachable = (o: Options): ReadonlySet<string> => {
  const seen = new Set([o.initial])
  for (const s of seen) for (const t of o.transitions) if (t.from === s) seen.add(t.to)
  return seen
}

const twice = (words: readonly string[]): string | undefined => words.find((w, i) => words.indexOf(w) !== i)

/** What the options contradict in; the first makes the machine impossible to build. */
export const problems = (use: U): readonly IssueClaim[] => {
  const o = use.options
  const issue = (
    code: string,
    severity: 'error' | 'warning',
    option: string,
    message: string,
    waysOut: IssueClaim['waysOut'] = [],
  ): IssueClaim => ({
    claim: 'issue',
    code: `state-machine/${code}`,
    severity,
    option,
    objects: [use.column, use.table],
    message: sql`${name(use.table)}.${name(use.column)} ${message}`,
    ...(waysOut.length > 0 ? { waysOut } : {}),
  })
  const first = o.states[0]
  if (!first) return [issue('no-states', 'error', 'states', 'has no states. Add at least one.')]
  const ids = o.states.map((s) => s.id)
  const same = twice(ids) ?? twice(o.states.map((s) => s.name))
  if (same !== undefined)
    return [issue('state-twice', 'error', 'states', `has the state "${same}" twice. Remove one.`)]
  if (!ids.includes(o.initial)) {
    return [
      issue(
        'no-initial',
        'error',
        'initial',
        `has no initial state. Choose one, or let rows start in "${first.name}".`,
        [{ remedy: 'options', label: `Start in ${first.name}`, set: { initial: first.id } }],
      ),
    ]
  }
  const known = o.transitions.filter((t) => ids.includes(t.from) && ids.includes(t.to) && t.from !== t.to)
  const lost = o.transitions.filter((t) => !known.includes(t))
  const leaving = known.filter((t) => o.terminal.includes(t.from))
  const unreached = ids.filter((s) => !reachable(o).has(s))
  return [
    ...(lost.length > 0
      ? [
          issue(
            'transition-lost',
            'error',
            'transitions',
            `has a transition from or to a state that is not there, or to itself: ${lost.map((t) => `${t.from} → ${t.to}`).join(', ')}. It is left out.`,
            [{ remedy: 'options', label: 'Delete these transitions', set: { transitions: known } }],
          ),
        ]
      : []),
    ...(leaving.length > 0
      ? [
          issue(
            'terminal-left',
            'error',
            'terminal',
            `has a transition out of a terminal state: ${leaving.map((t) => `${t.from} → ${t.to}`).join(', ')}.`,
            [
              {
                remedy: 'options',
                label: 'Delete these transitions',
                set: { transitions: known.filter((t) => !leaving.includes(t)) },
              },
            ],
          ),
        ]
      : []),
    ...(unreached.length > 0
      ? [issue('unreachable', 'warning', 'transitions', `can never get into: ${unreached.join(', ')}.`)]
      : []),
  ]
}

/** The machine that can be built: undefined where there is none. */
export interface Machine {
  readonly states: readonly State[]
  readonly transitions: readonly { readonly from: string; readonly to: string }[]
  readonly initial: State
}
export const machine = ({ options: o }: U): Machine | undefined => {
  const initial = o.states.find((s) => s.id === o.initial)
  const ids = new Set(o.states.map((s) => s.id))
  if (!initial || ids.size < o.states.length || new Set(o.states.map((s) => s.name)).size < o.states.length)
    return undefined
  return {
    states: o.states,
    initial,
    transitions: o.transitions.filter((t) => ids.has(t.from) && ids.has(t.to) && t.from !== t.to),
  }
}
