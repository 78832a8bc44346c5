import { utf8Length } from '../../base/index.ts'
import { name, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Use } from '../../compile/api.ts'
import { drawnAsWords, refersByHand } from '../kit/index.ts'
import { type Options, type State, start, startTransitions, type Transition } from './options.ts'

export type U = Use<Options>

/** States that a row can get into from the initial one. */
export const reachable = (o: Options): ReadonlySet<string> => {
  const seen = new Set([o.initial])
  for (const s of seen) for (const t of o.transitions) if (t.from === s) seen.add(t.to)
  return seen
}

const twice = (words: readonly string[]): string | undefined => words.find((w, i) => words.indexOf(w) !== i)

const firsts = (states: readonly State[]): readonly State[] =>
  states.filter(
    (s, i) =>
      states.findIndex((x) => x.id === s.id) === i && states.findIndex((x) => x.name === s.name) === i,
  )

/** A key over the column alone, or a unique index of all rows that have a value. */
const isAlone = (facts: Facts, { table, column }: U): boolean =>
  facts.of('key', table).some((k) => k.columns.length === 1 && k.columns[0] === column) ||
  facts.of('index', table).some((i) => {
    const [first, ...more] = i.elements
    const all = i.where === undefined || i.where.text.join('').trim().toLowerCase() === 'is not null'
    return i.unique && all && more.length === 0 && first?.column === column
  })

/** What the options contradict in, or the column; the first makes the machine impossible to build. */
export const problems = (facts: Facts, use: U): readonly IssueClaim[] => {
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
  const off = { remedy: 'off', label: 'Switch the state machine off' } as const
  if (!drawnAsWords(facts, use.column))
    return [issue('not-text', 'error', 'states', 'does not hold text, so it cannot be a state.', [off])]
  if (refersByHand(facts, use.table, use.column))
    return [
      issue('refers', 'error', 'states', 'references another table, which limits its values already.', [off]),
    ]
  if (isAlone(facts, use))
    return [
      issue(
        'unique',
        'error',
        'states',
        'is unique, so no two rows could be in the same state. Delete that key, or choose another column.',
        [off],
      ),
    ]
  const first = o.states[0]
  if (!first)
    return [
      issue('no-states', 'error', 'states', 'has no states. Add at least one.', [
        {
          remedy: 'options',
          label: 'Begin with draft, active and closed',
          set: { states: start, transitions: startTransitions, initial: 'draft', terminal: [] },
        },
        off,
      ]),
    ]
  const ids = o.states.map((s) => s.id)
  const same = twice(ids) ?? twice(o.states.map((s) => s.name))
  if (same !== undefined)
    return [
      issue('state-twice', 'error', 'states', `has the state "${same}" twice. Remove one.`, [
        { remedy: 'options', label: 'Keep the first of each', set: { states: firsts(o.states) } },
      ]),
    ]
  const long = o.states.find((s) => utf8Length(s.name) > 63)
  if (long)
    return [
      issue(
        'state-long',
        'error',
        'states',
        `cannot have the state "${long.name.slice(0, 20)}…": a state has at most 63 bytes.`,
        [
          {
            remedy: 'options',
            label: 'Call it by its id',
            set: { states: o.states.map((s) => (s === long ? { ...s, name: s.id } : s)) },
          },
        ],
      ),
    ]
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
  const gone = o.terminal.filter((s) => !ids.includes(s))
  const leaving = known.filter((t) => o.terminal.includes(t.from))
  const unreached = ids.filter((s) => !reachable(o).has(s))
  const called = (id: string): string => o.states.find((s) => s.id === id)?.name ?? id
  const arrows = (list: typeof known): string =>
    list.map((t) => `${called(t.from)} → ${called(t.to)}`).join(', ')
  return [
    ...(lost.length > 0
      ? [
          issue(
            'transition-lost',
            'error',
            'transitions',
            `has a transition from or to a state that is not there, or to itself: ${arrows(lost)}. It is left out.`,
            [{ remedy: 'options', label: 'Delete these transitions', set: { transitions: known } }],
          ),
        ]
      : []),
    ...(gone.length > 0
      ? [
          issue(
            'terminal-gone',
            'error',
            'terminal',
            `calls states terminal that are not there: ${gone.join(', ')}.`,
            [
              {
                remedy: 'options',
                label: 'Leave them out',
                set: { terminal: o.terminal.filter((s) => !gone.includes(s)) },
              },
            ],
          ),
        ]
      : []),
    ...(leaving.length > 0
      ? [
          issue(
            'terminal-left',
            'error',
            'terminal',
            `has a transition out of a terminal state: ${arrows(leaving)}. It is left out.`,
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
      ? [
          issue(
            'unreachable',
            'warning',
            'transitions',
            `can never get into: ${unreached.map(called).join(', ')}.`,
          ),
        ]
      : []),
  ]
}

/** The machine that can be built: undefined where there is none. */
export interface Machine {
  readonly states: readonly State[]
  readonly transitions: readonly { readonly from: string; readonly to: string }[]
  readonly initial: State
  /** Those that no transition leaves, whether the options name them or not. */
  readonly terminal: readonly State[]
}
export const machine = (facts: Facts, use: U): Machine | undefined =>
  drawnAsWords(facts, use.column) && !refersByHand(facts, use.table, use.column) ? sound(use) : undefined

/** What the options alone describe. */
export const sound = ({ options: o }: U): Machine | undefined => {
  const initial = o.states.find((s) => s.id === o.initial)
  const ids = new Set(o.states.map((s) => s.id))
  if (!initial || ids.size < o.states.length || new Set(o.states.map((s) => s.name)).size < o.states.length)
    return undefined
  if (o.states.some((s) => utf8Length(s.name) > 63)) return undefined
  const allowed = (t: Transition, i: number): boolean =>
    ids.has(t.from) &&
    ids.has(t.to) &&
    t.from !== t.to &&
    !o.terminal.includes(t.from) &&
    o.transitions.findIndex((x) => x.from === t.from && x.to === t.to) === i
  const transitions = o.transitions.filter(allowed)
  return {
    states: o.states,
    initial,
    transitions,
    terminal: o.states.filter((s) => !transitions.some((t) => t.from === s.id)),
  }
}
