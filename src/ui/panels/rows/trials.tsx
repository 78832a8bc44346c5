import { type RefObject, useEffect, useRef } from 'react'
import type { Catalog, Emitted, EngineInfo, Id, Obj, RowTrial } from '../../../store/index.ts'
import { useApp, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { BrokenIcon, GapIcon, HeldIcon, WarningIcon } from '../../kit/icons.ts'

/** Rows that were tried on one table, as the design and the engine then were. */
export interface Tried {
  readonly table: Id
  readonly list: readonly RowTrial[]
  readonly engine: Pick<EngineInfo, 'name' | 'version'>
  readonly catalog: Catalog
  readonly design: Emitted
}

/** Whether the answer is the one that was expected; a typed row has no expectation. */
const asExpected = (t: RowTrial): boolean =>
  t.expected === undefined || (t.expected === null ? t.accepted : !t.accepted && t.refusedBy === t.expected)

const Verdict = ({ trial }: { readonly trial: RowTrial }) => {
  if (trial.impossible !== undefined) {
    return (
      <span className="row quiet">
        <Icon of={GapIcon} size={14} />
        Not tried
      </span>
    )
  }
  if (!asExpected(trial)) {
    return (
      <span className="row amber">
        <Icon of={WarningIcon} size={14} />
        {trial.accepted ? 'Accepted, though it should be refused' : 'Refused by something else than expected'}
      </span>
    )
  }
  return trial.accepted ? (
    <span className="row green">
      <Icon of={HeldIcon} size={14} />
      Accepted
    </span>
  ) : (
    <span className="row red">
      <Icon of={BrokenIcon} size={14} />
      Refused
    </span>
  )
}

/** Values are keyed by column id. */
const valuesText = (catalog: Catalog, values: RowTrial['values']): string =>
  Object.entries(values)
    .map(([k, v]) => `${catalog.get(k as Id)?.name ?? k} = ${v === '' ? "''" : (v ?? 'NULL')}`)
    .join(', ')

interface RowProps {
  readonly trial: RowTrial
  readonly catalog: Catalog
  readonly line: RefObject<HTMLTableRowElement | null> | undefined
}

const Row = ({ trial, catalog, line }: RowProps) => {
  const app = useApp()
  const by = trial.refusedBy
  const constraint = by && catalog.get(by)?.name
  const isThere = useOpen((o) => by !== undefined && o.compiled.catalog.has(by))
  const said = valuesText(catalog, trial.values)
  return (
    <tr ref={line}>
      <td>
        <Verdict trial={trial} />
      </td>
      <td>{trial.label}</td>
      <td>
        {by && constraint && (
          <Button look="link" disabled={!isThere} onClick={() => app.select([by])}>
            {constraint}
          </Button>
        )}
        {trial.message && (
          <div className="quiet">
            {trial.sqlstate && <code>{trial.sqlstate} </code>}
            {trial.message}
          </div>
        )}
      </td>
      <td className="mono trial-values" data-tip={said}>
        {said}
      </td>
    </tr>
  )
}

/** The line of the newest answer, which is brought into sight when it comes: it may be below what was typed. */
const useNewest = (tried: Tried | undefined): RefObject<HTMLTableRowElement | null> => {
  const line = useRef<HTMLTableRowElement>(null)
  const before = useRef(tried)
  useEffect(() => {
    if (tried !== before.current) line.current?.scrollIntoView({ block: 'nearest' })
    before.current = tried
  }, [tried])
  return line
}

export const Trials = ({
  table,
  tried,
  edited,
}: {
  readonly table: Obj<'table'>
  readonly tried: Tried | undefined
  /** The design is another one by now. */
  readonly edited: boolean
}) => {
  const newest = useNewest(tried)
  if (!tried) {
    return (
      <div className="empty">
        <p>
          Generate one row that {table.name} should take and one against each of its constraints, or type a
          row of your own. Every trial is rolled back.
        </p>
      </div>
    )
  }
  return (
    <>
      <p className="label trials-of" role="status">
        {tried.engine.name} {tried.engine.version}
        {edited && <span className="amber"> · the design was edited since</span>}
      </p>
      <table className="grid-table trials">
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">Row</th>
            <th scope="col">Why</th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {tried.list.map((t, i) => (
            <Row
              key={`${t.label} ${JSON.stringify(t.values)} ${String(i)}`}
              trial={t}
              catalog={tried.catalog}
              line={i === 0 ? newest : undefined}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}
