import type { Json } from '../../../../store/index.ts'
import { IconButton } from '../../../kit/button.tsx'
import { CloseIcon } from '../../../kit/icons.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { tellWrong } from '../../../kit/tell.ts'
import { ToggleList } from '../objects/toggle-list.tsx'
import { isRecord, type OptionContext, strings } from './option-types.ts'
import { StatesDiagram } from './states-diagram.tsx'
import type { Machine, State, Transition } from './states-layout.ts'

interface StateMachineProps {
  readonly context: OptionContext
  readonly onSet: (changes: Readonly<Record<string, Json>>) => string | undefined
}

const machineOf = (o: Readonly<Record<string, unknown>>): Machine => {
  const states = (Array.isArray(o.states) ? o.states : []).flatMap((s: unknown): readonly State[] => {
    if (typeof s === 'string') return [{ id: s, name: s }]
    return isRecord(s) && typeof s.id === 'string' && typeof s.name === 'string'
      ? [{ id: s.id, name: s.name }]
      : []
  })
  const transitions = (Array.isArray(o.transitions) ? o.transitions : []).flatMap(
    (t: unknown): readonly Transition[] =>
      isRecord(t) && typeof t.from === 'string' && typeof t.to === 'string'
        ? [{ from: t.from, to: t.to }]
        : [],
  )
  return {
    states,
    transitions,
    initial: typeof o.initial === 'string' ? o.initial : '',
    terminal: strings(o.terminal),
  }
}

const plain = (states: readonly State[]): Json => states.map((s) => ({ id: s.id, name: s.name }))
const edges = (ts: readonly Transition[]): Json => ts.map((t) => ({ from: t.from, to: t.to }))

const idFor = (name: string, taken: ReadonlySet<string>): string => {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'state'
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`
    if (!taken.has(id)) return id
  }
}

/** States and transitions: the diagram, and tables to edit them in. */
export const StateMachine = ({ context, onSet }: StateMachineProps) => {
  const m = machineOf(context.options)
  const has = (from: string, to: string) => m.transitions.some((t) => t.from === from && t.to === to)
  const setEdge = (from: string, to: string, on: boolean) =>
    tellWrong(
      onSet({
        transitions: edges(
          on ? [...m.transitions, { from, to }] : m.transitions.filter((t) => t.from !== from || t.to !== to),
        ),
        // A state that something leaves is no terminal one.
        ...(on && m.terminal.includes(from) ? { terminal: m.terminal.filter((t) => t !== from) } : {}),
      }),
    )
  const add = (name: string): string | undefined => {
    const trimmed = name.trim()
    if (trimmed === '') return undefined
    if (m.states.some((s) => s.name === trimmed)) return `“${trimmed}” is a state already.`
    const id = idFor(trimmed, new Set(m.states.map((s) => s.id)))
    return onSet({ states: plain([...m.states, { id, name: trimmed }]) })
  }
  const remove = (id: string) => {
    const states = m.states.filter((s) => s.id !== id)
    tellWrong(
      onSet({
        states: plain(states),
        transitions: edges(m.transitions.filter((t) => t.from !== id && t.to !== id)),
        terminal: m.terminal.filter((t) => t !== id),
        ...(m.initial === id ? { initial: states[0]?.id ?? '' } : {}),
      }),
    )
  }
  const rename = (id: string, name: string) =>
    onSet({ states: plain(m.states.map((s) => (s.id === id ? { id, name } : s))) })
  const choices = m.states.map((s) => ({ value: s.id, label: s.name }))
  return (
    <div className="stack">
      <StatesDiagram machine={m} />
      <fieldset className="field">
        <legend className="field-label">States</legend>
        <ul className="rows-edit">
          {m.states.map((s) => (
            <li key={s.id} className="row" style={{ gap: 2 }}>
              <div className="grow">
                <TextInput
                  unseen
                  mono
                  when="done"
                  label={`State ${s.name}`}
                  value={s.name}
                  disabled={context.disabled}
                  onText={(t) => rename(s.id, t.trim())}
                />
              </div>
              {!context.disabled && m.states.length > 1 && (
                <IconButton small icon={CloseIcon} label={`Remove ${s.name}`} onClick={() => remove(s.id)} />
              )}
            </li>
          ))}
        </ul>
        {!context.disabled && (
          <TextInput
            unseen
            mono
            when="done"
            label="Add a state"
            placeholder="Add a state"
            value=""
            onText={add}
          />
        )}
      </fieldset>
      <Select
        label="Rows start in"
        value={m.initial}
        choices={choices}
        disabled={context.disabled}
        onChoose={(initial) => tellWrong(onSet({ initial }))}
      />
      <fieldset className="field">
        <legend className="field-label">Allowed transitions, from row to column</legend>
        <div className="value-grid-box">
          <table className="matrix">
            <thead>
              <tr>
                <th>
                  <span className="unseen">From</span>
                </th>
                {m.states.map((s) => (
                  <th key={s.id} scope="col">
                    <span>{s.name}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {m.states.map((from) => (
                <tr key={from.id}>
                  <th scope="row" className="mono">
                    {from.name}
                  </th>
                  {m.states.map((to) => (
                    <td key={to.id}>
                      {from.id !== to.id && (
                        <Check
                          label=""
                          name={`${from.name} to ${to.name}`}
                          on={has(from.id, to.id)}
                          disabled={context.disabled}
                          onSet={(on) => setEdge(from.id, to.id, on)}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </fieldset>
      <ToggleList
        label="Nothing leaves"
        choices={choices}
        value={m.terminal}
        disabled={context.disabled}
        onSet={(v) => tellWrong(onSet({ terminal: [...v] }))}
      />
    </div>
  )
}
