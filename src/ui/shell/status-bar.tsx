import type { EngineKind, EngineState, SaveState, Target } from '../../store/index.ts'
import { useApp, useAppState, useCanEdit, useOpen } from '../kit/app.tsx'
import { Icon } from '../kit/icon.tsx'
import { ErrorIcon, HeldIcon, WaitIcon } from '../kit/icons.ts'
import { count, duration } from '../kit/text.ts'
import { act } from './actions.ts'

const names: Readonly<Record<EngineKind, string>> = { 'pg-mem': 'pg-mem', pglite: 'PostgreSQL' }

const waiting: Readonly<Record<EngineState['status'], string>> = {
  off: 'not started',
  booting: 'starting',
  ready: 'ready',
  busy: 'running',
  restarting: 'starting again',
  failed: 'stopped',
}

const EngineStatus = ({ kind }: { readonly kind: EngineKind }) => {
  const app = useApp()
  const engine = useAppState((s) => s.engines[kind])
  const revision = useOpen((o) => o.revision)
  const mayRun = useOpen((o) => o.mayRun)
  const name = engine.info ? `${engine.info.name} ${engine.info.version}` : names[kind]
  const { verdict } = engine
  const current = verdict && engine.revision === revision
  const errors = verdict?.errors.filter((e) => e.because === undefined).length ?? 0
  const said = !mayRun
    ? 'not run'
    : verdict
      ? errors > 0
        ? count(errors, 'error')
        : duration(verdict.ms)
      : waiting[engine.status]
  const gaps =
    verdict && verdict.gaps.length > 0 ? `\n${count(verdict.gaps.length, 'object')} it cannot judge` : ''
  return (
    <button
      type="button"
      className="status-item"
      data-engine={kind}
      data-status={engine.status}
      data-revision={revision}
      data-judged={verdict && engine.revision}
      data-tip={`${engine.failure ?? `${name}: ${verdict ? `${count(verdict.statements, 'statement')} applied` : waiting[engine.status]}`}${gaps}`}
      onClick={() => act(app, errors > 0 || engine.failure ? 'problems' : 'checks')}
    >
      <Icon
        of={engine.status === 'failed' || errors > 0 ? ErrorIcon : verdict ? HeldIcon : WaitIcon}
        size={12}
        className={errors > 0 || engine.status === 'failed' ? 'red' : verdict && current ? 'green' : 'faint'}
      />
      <span className="engine-name">{name}</span>
      <span className="engine-time">{said}</span>
    </button>
  )
}

const savedWords = (s: SaveState): string => {
  if (s.at === 'saved') return 'Saved in this browser'
  return s.at === 'saving' ? 'Saving' : 'Not saved'
}

const Saved = () => {
  const app = useApp()
  const saved = useOpen((o) => o.saved)
  const mode = useOpen((o) => o.mode)
  if (!saved) return null
  if (mode === 'shared') return <span className="status-item">Not kept in this browser</span>
  if (saved.at !== 'failed') return <span className="status-item">{savedWords(saved)}</span>
  return (
    <button
      type="button"
      className="status-item red"
      data-tip={saved.message}
      onClick={() => act(app, 'save')}
    >
      <Icon of={ErrorIcon} size={12} />
      Not saved. Save as a file
    </button>
  )
}

const targets: readonly Target[] = [15, 16, 17, 18]

const TargetSelect = () => {
  const app = useApp()
  const canEdit = useCanEdit()
  const target = useOpen((o) => [...o.design.records.values()].find((r) => r.kind === 'settings')?.target)
  if (!target) return null
  return (
    <select
      aria-label="PostgreSQL version the DDL is written for"
      data-tip="The version the DDL is written for"
      className="status-select"
      value={target}
      disabled={!canEdit}
      onChange={(e) => {
        const chosen = targets.find((t) => String(t) === e.target.value)
        if (chosen) app.run(app.commands.setTarget(chosen))
      }}
    >
      {targets.map((t) => (
        <option key={t} value={t}>
          PostgreSQL {t}
        </option>
      ))}
    </select>
  )
}

export const StatusBar = () => (
  <footer className="status-bar">
    <EngineStatus kind="pg-mem" />
    <EngineStatus kind="pglite" />
    <Saved />
    <span className="grow" />
    <TargetSelect />
  </footer>
)
