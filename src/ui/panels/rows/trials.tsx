import type { Catalog, Id, Obj, RowTrial } from '../../../store/index.ts'
import { useApp, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { BrokenIcon, GapIcon, HeldIcon, WarningIcon } from '../../kit/icons.ts'

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
const valuesText = (catalog: Catalog | undefined, values: RowTrial['values']): string =>
  Object.entries(values)
    .map(([k, v]) => `${catalog?.get(k as Id)?.name ?? k} = ${v ?? 'NULL'}`)
    .join(', ')

const Row = ({ trial }: { readonly trial: RowTrial }) => {
  const app = useApp()
  const constraint = useOpen((o) =>
    trial.refusedBy ? o.compiled.catalog.get(trial.refusedBy)?.name : undefined,
  )
  const by = trial.refusedBy
  const catalog = useOpen((o) => o.compiled.catalog)
  const said = valuesText(catalog, trial.values)
  return (
    <tr>
      <td>
        <Verdict trial={trial} />
      </td>
      <td>{trial.label}</td>
      <td>
        {by && constraint && (
          <Button look="link" onClick={() => app.select([by])}>
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

export const Trials = ({
  table,
  trials,
}: {
  readonly table: Obj<'table'>
  readonly trials: readonly RowTrial[]
}) => {
  if (trials.length === 0) {
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
        {trials.map((t, i) => (
          <Row key={`${t.label} ${JSON.stringify(t.values)} ${String(i)}`} trial={t} />
        ))}
      </tbody>
    </table>
  )
}
