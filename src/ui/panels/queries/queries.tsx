import './queries.css'
import { useMemo, useState } from 'react'
import { compareRanks, type EngineKind, type Id, type QueryRecord } from '../../../store/index.ts'
import { useApp, useAppState, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { AddIcon, DeleteIcon, RunIcon } from '../../kit/icons.ts'
import { Select, TextInput } from '../../kit/inputs.tsx'
import { SqlEditor } from '../editor/sql-editor.tsx'
import { Answer } from './answer.tsx'
import type { Asked } from './asked.ts'

const limits = ['1', '5', '20', '60'] as const
const engineChoices: readonly { readonly value: EngineKind; readonly label: string }[] = [
  { value: 'pglite', label: 'PostgreSQL' },
  { value: 'pg-mem', label: 'pg-mem' },
]

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

const fallback = (table: string | undefined): string =>
  table ? `select *\nfrom ${table}\nlimit 100` : 'select 1'

const Queries = () => {
  const app = useApp()
  const canEdit = useCanEdit()
  const queries = useQueries()
  const catalog = useOpen((o) => o.compiled.catalog)
  const mayRun = useOpen((o) => o.mayRun)
  const real = useAppState((s) => s.engines.pglite.status === 'ready' || s.engines.pglite.status === 'busy')
  const [chosen, setChosen] = useState<Id>()
  const [draft, setDraft] = useState<string>()
  const [engine, setEngine] = useState<EngineKind>()
  const [limit, setLimit] = useState<(typeof limits)[number]>('5')
  const [asked, setAsked] = useState<Asked>()
  const [busy, setBusy] = useState(false)
  if (!catalog) return null
  const query = queries.find((q) => q.id === chosen) ?? queries[0]
  const firstTable = [...catalog.values()].find((o) => o.kind === 'table')?.name
  const text = query ? query.sql : (draft ?? fallback(firstTable))
  const used = engine ?? (real ? 'pglite' : 'pg-mem')

  const edit = (sql: string) => {
    if (query && canEdit) app.run(app.commands.saveQuery(query.name, sql, query.id))
    else setDraft(sql)
  }
  const ask = async (sql: string, mode: Asked['mode']) => {
    if (busy || !mayRun) return
    setBusy(true)
    const sent = mode === 'plan' ? `explain (format json) ${sql}` : sql
    const answer = await app.query(sent, used, Number(limit) * 1000)
    const error =
      mode === 'plan' && answer.error?.position !== undefined
        ? { ...answer.error, position: Math.max(0, answer.error.position - 22) }
        : answer.error
    setAsked({ mode, answer: error ? { ...answer, error } : answer })
    setBusy(false)
  }
  const add = () => {
    const attempt = app.commands.saveQuery(`Query ${queries.length + 1}`, query ? fallback(firstTable) : text)
    if (!app.run(attempt) || !attempt.ok) return
    setChosen(attempt.value.changes[0]?.id)
    setDraft(undefined)
  }
  const error = asked?.answer.error
  return (
    <div className="queries">
      <div className="query-side">
        <div className="panel-bar">
          <span className="label grow">Saved in the design</span>
          {canEdit && (
            <IconButton small icon={AddIcon} label={query ? 'New query' : 'Save this query'} onClick={add} />
          )}
        </div>
        <ul className="query-list">
          {queries.map((q) => (
            <li key={q.id}>
              <button
                type="button"
                className="query-pick cut"
                aria-pressed={q.id === query?.id}
                onClick={() => setChosen(q.id)}
              >
                {q.name}
              </button>
            </li>
          ))}
          {queries.length === 0 && <li className="faint query-none">None yet.</li>}
        </ul>
      </div>
      <div className="query-main">
        <div className="panel-bar wrap">
          {query && (
            <div className="query-name">
              <TextInput
                unseen
                quiet
                when="done"
                label="Name of the query"
                value={query.name}
                disabled={!canEdit}
                onText={(name) =>
                  app.run(app.commands.saveQuery(name, query.sql, query.id))
                    ? undefined
                    : 'This name cannot be used.'
                }
              />
            </div>
          )}
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
            <Select unseen label="Engine" value={used} choices={engineChoices} onChoose={setEngine} />
          </div>
          <div className="query-limit">
            <Select
              unseen
              label="Ended after"
              value={limit}
              choices={limits.map((l) => ({ value: l, label: `${l} s` }))}
              onChoose={setLimit}
            />
          </div>
          <Button
            small
            disabled={busy || !mayRun || used === 'pg-mem'}
            data-tip={used === 'pg-mem' ? 'pg-mem has no planner' : 'Show the plan'}
            onClick={() => void ask(text, 'plan')}
          >
            Explain
          </Button>
          {mayRun ? (
            <Button
              small
              look="primary"
              icon={RunIcon}
              disabled={busy}
              onClick={() => void ask(text, 'rows')}
            >
              {busy ? 'Running …' : 'Run'}
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
            onRun={(sql) => void ask(sql, 'rows')}
          />
          <div className="query-answer">
            <Answer asked={asked} busy={busy} limit={Number(limit)} />
          </div>
        </div>
      </div>
    </div>
  )
}
export default Queries
