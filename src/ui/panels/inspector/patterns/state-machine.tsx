import type { Json } from '../../../../store/index.ts'
import { Check, Select } from '../../../kit/inputs.tsx'
import { optionForm } from '../../../kit/made-field.ts'
import { tellWrong } from '../../../kit/tell.ts'
import { ToggleList } from '../objects/toggle-list.tsx'
import { NamedList, namedOf } from './named-list.tsx'
import { isRecord, type OptionContext, strings } from './option-types.ts'
import { StatesDiagram } from './states-diagram.tsx'
import type { Machine, State, Transition } from './states-layout.ts'

interface StateMachineProps {
  readonly context: OptionContext
  readonly onSet: (changes: Readonly<Record<string, Json>>) => string | undefined
}

const machineOf = (o: Readonly<Record<string, unknown>>): Machine => {
  const states = namedOf(o.states)
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
  const choices = m.states.map((s) => ({ value: s.id, label: s.name }))
  const form = (option: string) => ({ className: 'contents', 'data-form': optionForm(context.use, option) })
  return (
    <div className="stack">
      <StatesDiagram
        machine={m}
        onToggle={context.disabled ? undefined : (from, to) => setEdge(from, to, !has(from, to))}
      />
      <div {...form('states')}>
        <NamedList
          label="States"
          one="state"
          items={m.states}
          least={1}
          disabled={context.disabled}
          onSet={(states) => onSet({ states: plain(states) })}
          onRemove={remove}
        />
      </div>
      <div {...form('initial')}>
        <Select
          label="Rows start in"
          value={m.initial}
          choices={choices}
          disabled={context.disabled}
          onChoose={(initial) => tellWrong(onSet({ initial }))}
        />
      </div>
      <div {...form('transitions')}>
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
      </div>
      <div {...form('terminal')}>
        <ToggleList
          label="Nothing leaves"
          choices={choices}
          value={m.terminal}
          disabled={context.disabled}
          onSet={(v) => tellWrong(onSet({ terminal: [...v] }))}
        />
      </div>
    </div>
  )
}
