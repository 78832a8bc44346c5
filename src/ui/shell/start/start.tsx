import { useEffect, useState } from 'react'
import type { TemplateSummary } from '../../../store/index.ts'
import { useApp, useAppState } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { AddIcon, FileIcon } from '../../kit/icons.ts'
import { count } from '../../kit/text.ts'
import { openFileByChoice } from '../files.ts'
import { Mark } from '../mark.tsx'
import { Recent } from './recent.tsx'

const TemplateCard = ({
  template,
  onOpen,
  opening,
}: {
  readonly template: TemplateSummary
  readonly onOpen: () => void
  readonly opening: boolean
}) => {
  return (
    <li>
      <button type="button" className="card" onClick={onOpen} aria-busy={opening}>
        <strong>{template.name}</strong>
        <span className="quiet">{template.summary}</span>
        <span className="card-foot">
          <span>{count(template.tables, 'table')}</span>
          {template.badges.map((title) => (
            <span key={title} className="badge">
              {title}
            </span>
          ))}
        </span>
      </button>
    </li>
  )
}

const longestWait = 10_000

/** What was pressed here has gone: the keys go on with the canvas that comes in its place. */
const goOnWithCanvas = (until = performance.now() + longestWait): void => {
  const canvas = document.querySelector<HTMLElement>('.cv')
  if (document.activeElement !== document.body || performance.now() > until) return
  if (canvas) canvas.focus({ preventScroll: true })
  else requestAnimationFrame(() => goOnWithCanvas(until))
}

export const Start = () => {
  const app = useApp()
  const templates = useAppState((s) => s.templates)
  const library = useAppState((s) => s.library)
  const [opening, setOpening] = useState<{
    readonly id: string | undefined
    readonly library: typeof library
  }>()
  useEffect(() => () => goOnWithCanvas(), [])
  const create = (id?: string) => {
    if (opening) return
    // The list stays as it was: what is being made is about to be seen, and would push the page down first.
    setOpening({ id, library })
    void app.create(id).finally(() => setOpening(undefined))
  }
  return (
    <main className="start">
      <div className="start-page">
        <header className="start-head">
          <Mark size={28} />
          <div className="grow">
            <h1>Damask</h1>
            <p className="quiet">
              Draw a PostgreSQL schema, switch production patterns on, and watch a real database check it.
            </p>
          </div>
        </header>
        <div className="row wrap">
          <Button look="primary" icon={AddIcon} onClick={() => create()}>
            Blank design
          </Button>
          <Button icon={FileIcon} onClick={() => openFileByChoice(app)}>
            Open a file
          </Button>
          <span className="faint drop-hint">or drop a design file anywhere</span>
        </div>
        <Recent library={opening?.library ?? library} />
        <section aria-labelledby="start-templates">
          <h2 id="start-templates">Start from a schema worth reading</h2>
          {templates.length === 0 ? (
            <p className="quiet">
              There are no templates in this build. Start from a blank design or open a file.
            </p>
          ) : (
            <ul className="cards">
              {templates.map((t) => (
                <TemplateCard
                  key={t.id}
                  template={t}
                  opening={opening?.id === t.id}
                  onOpen={() => create(t.id)}
                />
              ))}
            </ul>
          )}
        </section>
        <p className="faint">Everything stays in this browser: no account, no server, no tracking.</p>
      </div>
    </main>
  )
}
