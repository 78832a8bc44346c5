import { useMemo } from 'react'
import type { DockTab } from '../../store/index.ts'
import { useApp, useAppState } from '../kit/app.tsx'
import { IconButton } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { BrokenIcon, CheckIcon, DownIcon, UpIcon } from '../kit/icons.ts'
import { keyOf } from '../kit/keys.ts'
import { TabText } from '../kit/tab-text.tsx'
import { ChecksPanel, DdlPanel, ProblemsPanel, QueriesPanel, RowsPanel } from '../panels/index.ts'
import { Boundary } from './boundary.tsx'
import { useSave } from './use-save.ts'

const panels: Readonly<Record<DockTab, typeof DdlPanel>> = {
  ddl: DdlPanel,
  checks: ChecksPanel,
  rows: RowsPanel,
  queries: QueriesPanel,
  problems: ProblemsPanel,
}

/** Held and broken promises; where both engines answered, the server's word stands. */
const useVerdicts = () => {
  const quick = useAppState((s) => s.engines['pg-mem'].answers)
  const real = useAppState((s) => s.engines.pglite.answers)
  return useMemo(() => {
    let held = 0
    let broken = 0
    for (const a of new Map([...quick, ...real]).values()) {
      if (a.verdict === 'held') held += 1
      else if (a.verdict === 'broken') broken += 1
    }
    return { held, broken }
  }, [quick, real])
}

const ChecksLabel = () => {
  const { held, broken } = useVerdicts()
  return (
    <>
      <TabText>Checks</TabText>
      {held > 0 && (
        <span className="tab-count green">
          <Icon of={CheckIcon} size={12} />
          {held}
          <span className="unseen">held</span>
        </span>
      )}
      {broken > 0 && (
        <span className="tab-count red">
          <Icon of={BrokenIcon} size={12} />
          {broken}
          <span className="unseen">broken</span>
        </span>
      )}
    </>
  )
}

const ProblemsLabel = () => {
  const errors = useAppState((s) => s.problems.filter((p) => p.severity === 'error').length)
  const rest = useAppState((s) => s.problems.filter((p) => p.severity !== 'error').length)
  return (
    <>
      <TabText>Problems</TabText>
      {errors > 0 && <span className="tab-count red">{errors}</span>}
      {rest > 0 && <span className="tab-count faint">{rest}</span>}
    </>
  )
}

const tabs: readonly { readonly tab: DockTab; readonly label: () => React.ReactNode }[] = [
  { tab: 'ddl', label: () => <TabText>DDL</TabText> },
  { tab: 'checks', label: () => <ChecksLabel /> },
  { tab: 'rows', label: () => <TabText>Rows</TabText> },
  { tab: 'queries', label: () => <TabText>Queries</TabText> },
  { tab: 'problems', label: () => <ProblemsLabel /> },
]

export const Dock = ({ foldable }: { readonly foldable: boolean }) => {
  const app = useApp()
  const save = useSave()
  const chosen = useAppState((s) => s.view.dock)
  const open = useAppState((s) => s.view.dockOpen) || !foldable
  const Panel = panels[chosen]
  const step = (by: number) => {
    const at = tabs.findIndex((t) => t.tab === chosen)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (!next) return
    app.setView({ dock: next.tab })
    document.getElementById(`dock-tab-${next.tab}`)?.focus()
  }
  return (
    <section className="dock" aria-label="Dock">
      <div className="dock-head">
        <div role="tablist" aria-label="Dock" className="tabs grow">
          {tabs.map((t) => (
            <button
              key={t.tab}
              id={`dock-tab-${t.tab}`}
              type="button"
              role="tab"
              className="tab"
              aria-selected={open && chosen === t.tab}
              aria-controls="dock-panel"
              tabIndex={chosen === t.tab ? 0 : -1}
              data-tip={keyOf(t.tab)}
              onClick={() => app.setView({ dock: t.tab, dockOpen: true })}
              onKeyDown={(e) => {
                if (e.key === 'ArrowRight') step(1)
                if (e.key === 'ArrowLeft') step(-1)
              }}
            >
              {t.label()}
            </button>
          ))}
        </div>
        {foldable && (
          <IconButton
            small
            icon={open ? DownIcon : UpIcon}
            label={open ? 'Fold the dock' : 'Unfold the dock'}
            tip={`${open ? 'Fold' : 'Unfold'} the dock\n${keyOf('dock')}`}
            onClick={() => app.setView({ dockOpen: !open })}
          />
        )}
      </div>
      {open && (
        <div id="dock-panel" role="tabpanel" aria-labelledby={`dock-tab-${chosen}`} className="dock-panel">
          <Boundary key={chosen} part="This panel" save={save}>
            <Panel />
          </Boundary>
        </div>
      )}
    </section>
  )
}
