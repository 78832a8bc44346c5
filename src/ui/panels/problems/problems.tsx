import type { LucideIcon } from 'lucide-react'
import type { Id, OpenDesign, Problem } from '../../../store/index.ts'
import { useApp, useAppState, useCanEdit, useObject, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { ErrorIcon, HeldIcon, InfoIcon, WarningIcon } from '../../kit/icons.ts'
import { focusField, optionForm } from '../../kit/made-field.ts'
import '../panel.css'
import './problems.css'

const looks: Readonly<Record<Problem['severity'], readonly [LucideIcon, string, string]>> = {
  error: [ErrorIcon, 'red', 'Error'],
  warning: [WarningIcon, 'amber', 'Warning'],
  info: [InfoIcon, 'faint', 'Advice'],
}
const order = { error: 0, warning: 1, info: 2 } as const
const sources: Readonly<Record<Problem['source'], string>> = {
  design: 'design',
  'pg-mem': 'pg-mem',
  pglite: 'PostgreSQL',
}

/** Whether there is something to go to: what is left out is drawn nowhere, and has a form. */
const isThere = ({ compiled: { catalog, leftOut } }: OpenDesign, id: Id): boolean =>
  catalog.has(id) || leftOut.has(id)

const longestWaitMs = 1000

/** An option's control comes with the tab and the card that hold it. */
const focusOption = (id: string, until = performance.now() + longestWaitMs): void => {
  if (!focusField(id) && performance.now() < until) requestAnimationFrame(() => focusOption(id, until))
}

const Row = ({ problem }: { readonly problem: Problem }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const { at } = problem
  const first = useOpen((o) => problem.objects.find((id) => isThere(o, id)))
  const goal = useOpen((o) => (at && o.design.records.has(at.use) ? at.use : first))
  const go = () => {
    if (goal === undefined) return
    app.select([goal])
    if (at) requestAnimationFrame(() => focusOption(optionForm(at.use, at.option)))
  }
  const name = useObject(first)?.name
  const [shape, tone, word] = looks[problem.severity]
  return (
    <li className="problem">
      <span role="img" aria-label={word} className={tone}>
        <Icon of={shape} />
      </span>
      <div className="grow stack">
        <button type="button" className="problem-text" disabled={goal === undefined} onClick={go}>
          {problem.message}
        </button>
        {canEdit && problem.waysOut.length > 0 && (
          <div className="row wrap">
            {problem.waysOut.map((w) => (
              <Button
                key={w.label}
                small
                onClick={() => app.run(app.commands.takeWayOut(w.label, w.changes))}
              >
                {w.label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <span className="label problem-where">
        {name && <span className="cut">{name}</span>}
        <span>{sources[problem.source]}</span>
        <code>{problem.code}</code>
      </span>
    </li>
  )
}

/** What it means that there is no problem depends on who has looked. */
const useAllClear = (): string => {
  const mayRun = useOpen((o) => o.mayRun)
  const judged = useAppState((s) => s.engines.pglite.verdict !== undefined)
  if (!mayRun) return 'No problems: the design compiles. None of it was run.'
  return judged
    ? 'No problems: the design compiles, and no engine refused it.'
    : 'No problems so far: the design compiles. PostgreSQL has not tried it yet.'
}

const Problems = () => {
  const problems = useAppState((s) => s.problems)
  const allClear = useAllClear()
  const sorted = [...problems].sort((a, b) => order[a.severity] - order[b.severity])
  if (sorted.length === 0) {
    return (
      <div className="empty">
        <p className="row">
          <Icon of={HeldIcon} className="green" />
          {allClear}
        </p>
      </div>
    )
  }
  return (
    <div className="panel">
      <ul className="panel-body problems">
        {sorted.map((p, i) => (
          <Row key={`${p.source} ${p.code} ${p.objects.join(' ')} ${p.message} ${String(i)}`} problem={p} />
        ))}
      </ul>
    </div>
  )
}
export default Problems
