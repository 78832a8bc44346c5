import '../panel.css'
import './checks.css'
import { useMemo } from 'react'
import { type Book, type Compiled, type Id, loadBook, type Proof, proofsOf } from '../../../store/index.ts'
import { useApp, useAppParts, useAppState, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { RunIcon } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { count } from '../../kit/text.ts'
import { PromiseRow } from './promise.tsx'
import { byUse, judge, type Standing, underWay } from './verdicts.ts'

const order: readonly (readonly [Standing, string, string])[] = [
  ['held', 'held', 'green'],
  ['broken', 'broken', 'red'],
  ['running', 'running', ''],
  ['waiting', 'not yet', ''],
  ['cannot', 'cannot be judged here', 'amber'],
]

const Summary = ({ proofs }: { readonly proofs: readonly Proof[] }) => {
  const engines = useAppState((s) => s.engines)
  const mayRun = useOpen((o) => o.mayRun)
  const standings = proofs.map((p) => judge(engines, p.id).standing)
  const done = standings.filter((s) => s !== 'running' && s !== 'waiting').length
  return (
    <div className="row wrap grow">
      {order.map(([standing, word, tone]) => {
        const n = standings.filter((s) => s === standing).length
        return n === 0 ? null : (
          <span key={standing} className={`badge ${tone}`}>
            {n} {word}
          </span>
        )
      })}
      {mayRun && done < proofs.length && underWay(engines) && (
        <progress className="progress" aria-label="Promises judged" max={proofs.length} value={done} />
      )}
    </div>
  )
}

const UseGroup = ({
  compiled,
  use,
  proofs,
}: {
  readonly compiled: Compiled
  readonly use: Id
  readonly proofs: readonly Proof[]
}) => {
  const app = useApp()
  const mayRun = useOpen((o) => o.mayRun)
  const active = compiled.uses.get(use)
  const record = compiled.design.records.get(use)
  const target = record?.kind === 'use' && record.target ? compiled.catalog.get(record.target) : undefined
  const table = target?.kind === 'column' ? compiled.catalog.get(target.table) : undefined
  const name = target ? `${table ? `${table.name}.` : ''}${target.name}` : 'the whole design'
  return (
    <section className="check-group" aria-label={`${active?.pattern.manifest.title ?? ''} on ${name}`}>
      <div className="row">
        <h3 className="grow cut">
          {active?.pattern.manifest.title} <span className="faint">on</span>{' '}
          <Button look="link" onClick={() => app.select([use])}>
            {name}
          </Button>
        </h3>
        <Button
          small
          look="bare"
          icon={RunIcon}
          aria-label={`Run the checks of ${active?.pattern.manifest.title ?? ''} on ${name} again`}
          disabled={!mayRun}
          onClick={() => void app.prove(proofs.map((p) => p.id))}
        >
          Run again
        </Button>
      </div>
      <ul className="promises">
        {proofs.map((p) => (
          <PromiseRow key={p.id} proof={p} compiled={compiled} />
        ))}
      </ul>
    </section>
  )
}

/** Why promises stay unjudged. */
const Unjudged = () => {
  const mayRun = useOpen((o) => o.mayRun)
  const { refused, failure } = useAppParts(({ engines: { pglite } }) => ({
    refused: pglite.verdict !== undefined && pglite.verdict.errors.length > 0,
    failure: pglite.failure,
  }))
  if (!mayRun)
    return (
      <p className="amber">
        Nothing of a design that came by link or file is run before you press “Run checks”.
      </p>
    )
  if (failure !== undefined)
    return <p className="amber">PostgreSQL stopped, so it checks nothing: {failure}</p>
  return refused ? (
    <p className="amber">
      PostgreSQL refused part of the design, see Problems. Until that is mended, promises are checked only
      when you ask.
    </p>
  ) : null
}

const Checks = ({ book }: { readonly book: Book }) => {
  const app = useApp()
  const compiled = useOpen((o) => o.compiled)
  const mayRun = useOpen((o) => o.mayRun)
  const proofs = useMemo(() => (compiled ? proofsOf(compiled, book) : []), [compiled, book])
  if (!compiled) return null
  if (proofs.length === 0) {
    return (
      <div className="empty">
        <h3>Nothing is promised yet</h3>
        <p>
          Switch a pattern on in the inspector. Each of its promises is then checked against a real database,
          here in the page.
        </p>
        {!mayRun && (
          <Button look="primary" icon={RunIcon} onClick={app.allowRun}>
            Run checks
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className="panel">
      <div className="panel-bar">
        <Summary proofs={proofs} />
        {mayRun ? (
          <Button small icon={RunIcon} onClick={() => void app.prove()}>
            Run all {count(proofs.length, 'check')}
          </Button>
        ) : (
          <Button small look="primary" icon={RunIcon} onClick={app.allowRun}>
            Run checks
          </Button>
        )}
      </div>
      <div className="panel-body pane">
        <Unjudged />
        {byUse(proofs).map(([use, ps]) => (
          <UseGroup key={use} compiled={compiled} use={use} proofs={ps} />
        ))}
      </div>
    </div>
  )
}
export default late(() => loadBook().then((book) => () => <Checks book={book} />))
