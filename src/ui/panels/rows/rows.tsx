import '../panel.css'
import './rows.css'
import { useMemo, useState } from 'react'
import type { EngineKind, Id, Obj, RowTrial } from '../../../store/index.ts'
import { useApp, useAppState, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { RowsIcon, RunIcon } from '../../kit/icons.ts'
import { Select } from '../../kit/inputs.tsx'
import { Trials } from './trials.tsx'
import { TypedRow } from './typed-row.tsx'

const engineWords: Readonly<Record<EngineKind, string>> = { pglite: 'PostgreSQL', 'pg-mem': 'pg-mem' }

const useTables = (): readonly Obj<'table'>[] => {
  const catalog = useOpen((o) => o.compiled.catalog)
  return useMemo(
    () =>
      [...(catalog?.values() ?? [])]
        .filter((o) => o.kind === 'table')
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    [catalog],
  )
}

const useTable = (tables: readonly Obj<'table'>[]) => {
  const selection = useAppState((s) => s.selection)
  const [chosen, setChosen] = useState<Id>()
  const selected = selection.find((id) => tables.some((t) => t.id === id))
  const table = tables.find((t) => t.id === (chosen ?? selected)) ?? tables[0]
  return [table, setChosen] as const
}

/** Which constraint refuses which row, and why: nothing is kept, every trial is rolled back. */
const RowsPanel = () => {
  const app = useApp()
  const tables = useTables()
  const [table, setTable] = useTable(tables)
  const mayRun = useOpen((o) => o.mayRun)
  const real = useAppState((s) => s.engines.pglite.status === 'ready' || s.engines.pglite.status === 'busy')
  const [engine, setEngine] = useState<EngineKind>()
  const [trials, setTrials] = useState<{ readonly table: Id; readonly list: readonly RowTrial[] }>()
  const [busy, setBusy] = useState(false)
  if (!table) {
    return (
      <div className="empty">
        <h3>No table to try rows on</h3>
        <p>Add a table. Then see here which of its constraints refuses which row, and why.</p>
      </div>
    )
  }
  const used = engine ?? (real ? 'pglite' : 'pg-mem')
  const list = trials?.table === table.id ? trials.list : []
  const during = async (work: () => Promise<readonly RowTrial[]>) => {
    setBusy(true)
    try {
      setTrials({ table: table.id, list: await work() })
    } finally {
      setBusy(false)
    }
  }
  const tryOne = (values: Readonly<Record<string, string | null>>) =>
    during(async () => [await app.tryRow(used, table.id, values), ...list])
  return (
    <div className="panel">
      <div className="panel-bar wrap">
        <div className="bar-select">
          <Select
            unseen
            label="Table to try"
            value={table.id as string}
            choices={tables.map((t) => ({ value: t.id as string, label: t.name }))}
            onChoose={(id) => setTable(id as Id)}
          />
        </div>
        <div className="bar-select">
          <Select
            unseen
            label="Engine"
            value={used}
            choices={(['pglite', 'pg-mem'] as const).map((k) => ({ value: k, label: engineWords[k] }))}
            onChoose={setEngine}
          />
        </div>
        <span className="grow" />
        {mayRun ? (
          <Button
            small
            look="primary"
            icon={RowsIcon}
            disabled={busy}
            onClick={() => void during(() => app.tryCases(used, table.id))}
          >
            {busy ? 'Trying …' : 'Generate cases'}
          </Button>
        ) : (
          <Button small look="primary" icon={RunIcon} onClick={app.allowRun}>
            Run checks
          </Button>
        )}
      </div>
      <div className="panel-body">
        {mayRun && <TypedRow key={table.id} table={table} busy={busy} onTry={(v) => void tryOne(v)} />}
        <Trials table={table} trials={list} />
      </div>
    </div>
  )
}
export default RowsPanel
