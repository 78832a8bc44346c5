import type { Rows, SqlError } from '../../../store/index.ts'
import { Icon } from '../../kit/icon.tsx'
import { ErrorIcon } from '../../kit/icons.ts'
import { count, duration } from '../../kit/text.ts'
import type { Asked } from './asked.ts'
import { PlanView } from './plan-view.tsx'
import { ResultGrid } from './result-grid.tsx'

const ErrorText = ({ error, limit }: { readonly error: SqlError; readonly limit: number }) => (
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

const line = (r: Rows): string => {
  const rows = r.columns.length > 0 ? r.rows.length : r.affected
  return `${r.command ?? 'Done'}: ${rows === undefined ? '' : `${count(rows, 'row')}, `}${duration(r.ms)}`
}

const Came = ({ asked }: { readonly asked: Asked }) => {
  const { error, rows, plan } = asked
  if (error) return <ErrorText error={error} limit={asked.limit} />
  if (plan) return <PlanView explained={plan} />
  if (!rows) return <p className="empty">There is no statement in the text.</p>
  return rows.columns.length > 0 ? <ResultGrid key={asked.number} rows={rows} /> : null
}

/** What came back: rows, a plan, or what went wrong. */
export const Answer = ({
  asked,
  busy,
  edited,
}: {
  readonly asked: Asked | undefined
  readonly busy: boolean
  /** The design is another one by now. */
  readonly edited: boolean
}) => {
  if (!asked)
    return (
      <p className="empty">
        {busy
          ? 'Running …'
          : 'Ctrl or Command with Enter runs the query, or what is selected of it. It is rolled back afterwards.'}
      </p>
    )
  const { engine, error, rows } = asked
  return (
    <div className="answer" aria-busy={busy}>
      <p className="answer-line label" role="status">
        {engine.name} {engine.version}
        {rows && !error ? ` · ${line(rows)}` : ''}
        {edited && ' · the design was edited since'}
      </p>
      <Came asked={asked} />
    </div>
  )
}
