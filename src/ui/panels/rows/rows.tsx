import '../panel.css'
import './rows.css'
import { useMemo } from 'react'
import {
  type Catalog,
  type EngineKind,
  type Id,
  type Obj,
  ownerOf,
  type RowTrial,
} from '../../../store/index.ts'
import { useApp, useAppState, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { RowsIcon, RunIcon } from '../../kit/icons.ts'
import { Select } from '../../kit/inputs.tsx'
import { keptState } from '../../kit/kept.ts'
import { Trials, type Tried } from './trials.tsx'
import { tableLabels } from './typed.ts'
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

interface Kept {
  /** Chosen in the list, over what was selected then: a table that is selected later takes its place. */
  readonly chosen: { readonly table: Id; readonly over: readonly Id[] } | undefined
  readonly engine: EngineKind | undefined
  readonly typed: Readonly<Record<string, string>>
  /** A row can be typed: that part is unfolded. */
  readonly typing: boolean
  readonly tried: Tried | undefined
  readonly busy: boolean
}

const useKept = keptState<Kept>({
  chosen: undefined,
  engine: undefined,
  typed: {},
  typing: false,
  tried: undefined,
  busy: false,
})

/** The first table that is selected, or of which a part is. */
const selectedTable = (catalog: Catalog | undefined, selection: readonly Id[]): Id | undefined => {
  for (const id of selection) {
    const o = catalog?.get(id)
    const owner = o && catalog?.get(ownerOf(o) ?? o.id)
    if (owner?.kind === 'table') return owner.id
  }
  return undefined
}

/** Which constraint refuses which row, and why: nothing is kept, every trial is rolled back. */
const RowsPanel = () => {
  const app = useApp()
  const tables = useTables()
  const open = useOpen((o) => o)
  const [{ chosen, engine, typed, typing, tried, busy }, keep] = useKept()
  const selection = useAppState((s) => s.selection)
  const real = useAppState((s) => s.engines.pglite.status === 'ready' || s.engines.pglite.status === 'busy')
  const selected = selectedTable(open?.compiled.catalog, selection)
  const kept = selected === undefined || chosen?.over === selection ? chosen?.table : undefined
  const table = tables.find((t) => t.id === kept) ?? tables.find((t) => t.id === selected) ?? tables[0]
  if (!open || !table) {
    return (
      <div className="empty">
        <h3>No table to try rows on</h3>
        <p>Add a table. Then see here which of its constraints refuses which row, and why.</p>
      </div>
    )
  }
  const used = engine ?? (real ? 'pglite' : 'pg-mem')
  const { mayRun, emitted } = open
  const { catalog } = open.compiled
  const shown = tried?.table === table.id ? tried : undefined
  /** `add`: what was tried before of the same version on the same engine stays below. */
  const during = async (work: () => Promise<readonly RowTrial[]>, add = false) => {
    keep({ busy: true })
    try {
      const list = await work()
      const info = app.state.getState().engines[used].info ?? { name: engineWords[used], version: '' }
      const same = add && shown?.design === emitted && shown.engine.name === info.name
      keep({
        tried: {
          table: table.id,
          list: same ? [...list, ...shown.list] : list,
          engine: info,
          catalog,
          design: emitted,
        },
      })
    } finally {
      keep({ busy: false })
    }
  }
  const tryOne = (values: Readonly<Record<string, string | null>>) =>
    during(async () => [await app.tryRow(used, table.id, values)], true)
  return (
    <div className="panel">
      <div className="panel-bar wrap">
        <div className="bar-select">
          <Select
            unseen
            label="Table to try"
            value={table.id as string}
            choices={tableLabels(catalog, tables)}
            onChoose={(id) => keep({ chosen: { table: id as Id, over: selection } })}
          />
        </div>
        <div className="bar-select">
          <Select
            unseen
            label="Engine"
            value={used}
            choices={(['pglite', 'pg-mem'] as const).map((k) => ({ value: k, label: engineWords[k] }))}
            onChoose={(kind) => keep({ engine: kind })}
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
        {mayRun && (
          <TypedRow
            key={table.id}
            table={table}
            values={typed}
            onValues={(values) => keep({ typed: values })}
            open={typing}
            onOpen={(to) => keep({ typing: to })}
            busy={busy}
            onTry={(v) => void tryOne(v)}
          />
        )}
        <Trials table={table} tried={shown} edited={shown !== undefined && shown.design !== emitted} />
      </div>
    </div>
  )
}
export default RowsPanel
