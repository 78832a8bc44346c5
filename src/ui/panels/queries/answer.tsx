import { useState } from 'react'
import type { SqlError } from '../../../store/index.ts'
import { Icon } from '../../kit/icon.tsx'
import { ErrorIcon } from '../../kit/icons.ts'
import { count, duration } from '../../kit/text.ts'
import { type Asked, firstShown, outcome, type Ran } from './asked.ts'
import { NoticeList } from './notices.tsx'
import { PlanView } from './plan-view.tsx'
import { ResultGrid } from './result-grid.tsx'
import { Statements } from './statements.tsx'

interface ErrorTextProps {
  readonly error: SqlError
  readonly limit: number
  /** Which statement it is about, where there are several. */
  readonly where?: string
}

const ErrorText = ({ error, limit, where }: ErrorTextProps) => (
  <div className="answer-error stack" role="alert">
    <p className="row">
      <Icon of={ErrorIcon} className="red" />
      <span>
        {error.ended === 'timeout' ? (
          <>
            The query ran longer than {limit} s and was ended. The engine starts again with the same design;
            nothing is lost.
          </>
        ) : (
          <>
            {where}
            {error.sqlstate && <code>{error.sqlstate} </code>}
            {error.message}
          </>
        )}
      </span>
    </p>
    {error.detail && <p className="quiet">{error.detail}</p>}
    {error.hint && <p className="quiet">Hint: {error.hint}</p>}
  </div>
)

/** What one statement answered. */
const One = ({ ran, children }: { readonly ran: Ran; readonly children?: React.ReactNode }) => {
  const { rows, said } = ran
  const notices = <NoticeList said={said} />
  if (rows?.explained)
    return (
      <>
        {notices}
        <PlanView explained={rows.explained} />
      </>
    )
  return rows && rows.columns.length > 0 ? (
    <>
      {notices}
      <ResultGrid rows={rows} />
    </>
  ) : (
    <>
      {children}
      {notices}
    </>
  )
}

/** What several statements answered: a list of them, and the answer of one. */
const Script = ({ asked }: { readonly asked: Asked }) => {
  const { ran, error, limit } = asked
  const refused = error?.statement
  const [chosen, choose] = useState(() => firstShown(ran, refused))
  const one = ran[chosen]
  if (!one) return null
  return (
    <div className="script">
      <Statements ran={ran} refused={refused} chosen={chosen} onChoose={choose} />
      <section className="script-answer" aria-label={`Answer of statement ${String(chosen + 1)}`}>
        {error && chosen === refused ? (
          <>
            <ErrorText
              error={error}
              limit={limit}
              where={`Statement ${String(chosen + 1)} of ${String(ran.length)}, line ${String(one.line)}: `}
            />
            <NoticeList said={one.said} />
          </>
        ) : (
          <One key={chosen} ran={one}>
            <p className="empty">
              Line {one.line}: {outcome(one, false)}
              {one.rows ? `, ${duration(one.rows.ms)}` : ', since a statement before it was refused'}.
            </p>
          </One>
        )}
      </section>
    </div>
  )
}

/** An engine that was ended does not say at which of several. */
const isScript = ({ ran, error }: Asked): boolean =>
  ran.length > 1 && (error === undefined || error.statement !== undefined)

const Came = ({ asked }: { readonly asked: Asked }) => {
  const { error, ran, explained, limit } = asked
  if (isScript(asked)) return <Script asked={asked} />
  const [one] = ran
  if (error)
    return (
      <>
        <ErrorText error={error} limit={limit} />
        <NoticeList said={one?.said} />
      </>
    )
  if (explained) return <PlanView explained={explained} />
  return one ? <One ran={one} /> : <p className="empty">There is no statement in the text.</p>
}

/** What was asked and what became of it, in a line. */
const line = (asked: Asked): readonly string[] => {
  const { error, ran, explained } = asked
  const ms = ran.reduce((sum, r) => sum + (r.rows?.ms ?? 0), 0)
  if (isScript(asked)) return [`${count(ran.length, 'statement')}, ${duration(ms)}`]
  const [one] = ran
  if (error || explained || !one?.rows) return []
  return [`${one.rows.command ?? 'Done'}: ${outcome(one, false)}, ${duration(ms)}`]
}

/** What came back: rows, a plan, or what went wrong. */
export const Answer = ({
  asked,
  wait,
  busy,
  edited,
}: {
  readonly asked: Asked | undefined
  /** Said while nothing was asked. */
  readonly wait: string
  /** Another answer is on its way: an earlier one is not shown as if it were that. */
  readonly busy: boolean
  /** The design is another one by now. */
  readonly edited: boolean
}) => {
  if (busy)
    return (
      <p className="empty query-running" role="status">
        Running …
      </p>
    )
  if (!asked) return <p className="empty">{wait}</p>
  const { engine, part } = asked
  return (
    <div className="answer">
      <p className="answer-line label" role="status">
        {[
          `${engine.name} ${engine.version}`,
          ...(part === undefined ? [] : [part]),
          ...line(asked),
          ...(edited ? ['the design was edited since'] : []),
        ].join(' · ')}
      </p>
      <Came key={asked.number} asked={asked} />
    </div>
  )
}
