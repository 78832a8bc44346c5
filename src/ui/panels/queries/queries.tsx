import '../panel.css'
import './queries.css'
import { useMemo, useRef } from 'react'
import {
  type Catalog,
  compareRanks,
  type EngineKind,
  type Id,
  type QueryRecord,
} from '../../../store/index.ts'
import { useApp, useAppState, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button, IconButton, once } from '../../kit/button.tsx'
import { DeleteIcon, RunIcon, StopIcon } from '../../kit/icons.ts'
import { Select } from '../../kit/inputs.tsx'
import { keptState } from '../../kit/kept.ts'
import { isApple, spoken } from '../../kit/keys.ts'
import { focusField } from '../../kit/made-field.ts'
import { relationText } from '../editor/completions.ts'
import type { Span } from '../editor/span.ts'
import { SqlEditor } from '../editor/sql-editor.tsx'
import { Answer } from './answer.tsx'
import { type AskSpan, explainSpan, runSpan } from './ask.ts'
import type { Asked } from './asked.ts'
import { freshName } from './names.ts'
import { type Chosen, QueryList } from './query-list.tsx'
import { QueryName } from './query-name.tsx'

const limits = ['1', '5', '20', '60'] as const
const engineChoices: readonly { readonly value: EngineKind; readonly label: string }[] = [
  { value: 'pglite', label: 'PostgreSQL' },
  { value: 'pg-mem', label: 'pg-mem' },
]

const runTip = `Run what is selected, else everything\n${spoken('Mod+Enter', isApple())}`
const explainTip = `Show the plan of the statement at the caret\n${spoken('Mod+Shift+Enter', isApple())}`
const stopTip = 'End it now. The engine starts again with the same design.'
const waits =
  'Ctrl or Command with Enter runs the query, or what is selected of it; with Shift besides, it shows the plan of the statement at the caret. Everything is rolled back afterwards. Escape and then Tab leads out of the editor.'
const notYet = 'Nothing of a design that came by link or file is run before you press “Run checks”.'

const useQueries = (): readonly QueryRecord[] => {
  const records = useOpen((o) => o.design.records)
  return useMemo(
    () =>
      [...(records?.values() ?? [])]
        .filter((r) => r.kind === 'query')
        .sort((a, b) => compareRanks(a.rank, b.rank)),
    [records],
  )
}

const fallback = (catalog: Catalog): string => {
  const first = [...catalog.values()].find((o) => o.kind === 'table')
  return first ? `select *\nfrom ${relationText(catalog, first)}\nlimit 100` : 'select 1'
}

interface Kept {
  readonly chosen: Chosen
  /** What is typed while no query is saved; undefined: nothing yet. */
  readonly draft: string | undefined
  /** The browser does not keep it for longer than the page lasts. */
  readonly unkept: boolean
  readonly engine: EngineKind | undefined
  readonly limit: (typeof limits)[number]
  readonly asked: Asked | undefined
  /** What runs now, and what ends it. */
  readonly running: { readonly of: Id | undefined; readonly stop: AbortController } | undefined
}

const useKept = keptState<Kept>(
  {
    chosen: undefined,
    draft: undefined,
    unkept: false,
    engine: undefined,
    limit: '5',
    asked: undefined,
    running: undefined,
  },
  (app, design) => ({ draft: app.drafts.read(design) }),
)

const Queries = () => {
  const app = useApp()
  const canEdit = useCanEdit()
  const queries = useQueries()
  const catalog = useOpen((o) => o.compiled.catalog)
  const mayRun = useOpen((o) => o.mayRun)
  const real = useAppState((s) => s.engines.pglite.status === 'ready' || s.engines.pglite.status === 'busy')
  const emitted = useOpen((o) => o.emitted)
  const design = useOpen((o) => o.design.id as string)
  const place = useRef<(() => Span) | null>(null)
  const [{ chosen, draft, unkept, engine, limit, asked, running }, keep] = useKept()
  if (!catalog || !emitted || design === undefined) return null
  const query = chosen === 'draft' ? undefined : (queries.find((q) => q.id === chosen) ?? queries[0])
  const text = query ? query.sql : (draft ?? fallback(catalog))
  const used = engine ?? (real ? 'pglite' : 'pg-mem')

  const keepDraft = (sql: string) => keep({ draft: sql, unkept: !app.drafts.write(design, sql) })
  const edit = (sql: string) => {
    if (query && canEdit) app.run(app.commands.saveQuery(query.name, sql, query.id))
    else keepDraft(sql)
  }
  const ask = async (how: AskSpan, span: Span | undefined) => {
    if (running || !mayRun || !span) return
    const stop = new AbortController()
    keep({ running: { of: query?.id, stop } })
    try {
      const reply = await how(app, span, used, Number(limit) * 1000, stop.signal)
      const number = (asked?.number ?? 0) + 1
      keep({ asked: { number, of: query?.id, text, limit: Number(limit), design: emitted, ...reply } })
    } finally {
      keep({ running: undefined })
    }
  }
  const add = () => {
    const attempt = app.commands.saveQuery(
      freshName(queries.map((q) => q.name)),
      query ? fallback(catalog) : text,
    )
    if (!app.run(attempt) || !attempt.ok) return
    const id = attempt.value.changes[0]?.id
    keep({ chosen: id })
    // Its name is there with the next frame.
    if (id !== undefined) requestAnimationFrame(() => focusField(id))
    if (query) return
    app.drafts.write(design, '')
    const mine = asked?.of === undefined ? asked : undefined
    keep({ draft: undefined, unkept: false, ...(mine ? { asked: { ...mine, of: id } } : {}) })
  }
  const shown = asked?.of === query?.id ? asked : undefined
  // Where the text is another one by now, the place means nothing.
  const error = shown?.text === text ? shown.error : undefined
  return (
    <div className="queries">
      <QueryList
        queries={queries}
        shown={query}
        draft={draft !== undefined || !canEdit}
        unkept={unkept}
        onChoose={(next) => keep({ chosen: next })}
        onAdd={canEdit ? add : undefined}
      />
      <div className="query-main">
        <div className="panel-bar wrap">
          {query && <QueryName key={query.id} query={query} others={queries.filter((q) => q !== query)} />}
          {query && canEdit && (
            <IconButton
              small
              icon={DeleteIcon}
              label={`Delete ${query.name}`}
              onClick={() => app.run(app.commands.remove([query.id]))}
            />
          )}
          <span className="grow" />
          <div className="query-engine">
            <Select
              unseen
              label="Engine"
              value={used}
              choices={engineChoices}
              onChoose={(kind) => keep({ engine: kind })}
            />
          </div>
          <div className="query-limit">
            <Select
              unseen
              label="Ended after"
              value={limit}
              choices={limits.map((l) => ({ value: l, label: `${l} s` }))}
              onChoose={(most) => keep({ limit: most })}
            />
          </div>
          <Button
            small
            disabled={running !== undefined || !mayRun || used === 'pg-mem'}
            data-tip={used === 'pg-mem' ? 'pg-mem has no planner' : explainTip}
            onClick={() => void ask(explainSpan, place.current?.())}
          >
            Explain
          </Button>
          {mayRun ? (
            <Button
              small
              look="primary"
              icon={running ? StopIcon : RunIcon}
              data-tip={running ? stopTip : runTip}
              {...once(() => {
                if (running) running.stop.abort()
                else void ask(runSpan, place.current?.())
              })}
            >
              {running ? 'Stop' : 'Run'}
            </Button>
          ) : (
            <Button small look="primary" icon={RunIcon} onClick={app.allowRun}>
              Run checks
            </Button>
          )}
        </div>
        <div className="query-split">
          <SqlEditor
            label="Query"
            value={text}
            catalog={catalog}
            readOnly={query !== undefined && !canEdit}
            marker={
              error?.position === undefined ? undefined : { offset: error.position, message: error.message }
            }
            onText={edit}
            place={place}
            onRun={(span) => void ask(runSpan, span)}
            onExplain={(span) => void ask(explainSpan, span)}
          />
          <div className="query-answer">
            <Answer
              asked={shown}
              wait={mayRun ? waits : notYet}
              busy={running !== undefined && running.of === query?.id}
              edited={shown !== undefined && shown.design !== emitted}
            />
          </div>
        </div>
      </div>
    </div>
  )
}
export default Queries
