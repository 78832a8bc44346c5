import { useCallback, useState } from 'react'
import { type AnyPattern, type Id, type Obj, type OpenDesign, plainChoiceId } from '../../../store/index.ts'
import { useApp, useAppState, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Segments } from '../../kit/inputs.tsx'
import { tell } from '../../kit/tell.ts'
import { listed } from '../../kit/text.ts'
import { ObjectSelect } from '../inspector/edit.tsx'
import { PreviewOf } from '../inspector/patterns/preview.tsx'
import type { Topic, Words } from './choice-types.ts'
import { type Advice, adviceFor, contextOf, topics } from './choices.ts'

type Answers = Readonly<Record<string, number>>

const Questions = ({
  topic,
  answers,
  onAnswer,
}: {
  readonly topic: Topic
  readonly answers: Answers
  readonly onAnswer: (question: string, answer: number) => void
}) => (
  <>
    {topic.questions.map((q) => (
      <fieldset key={q.id} className="field lib-question">
        <legend>{q.text}</legend>
        {q.answers.map((a, i) => (
          <label key={a.label} className="check">
            <input
              type="radio"
              name={`${topic.id} ${q.id}`}
              checked={answers[q.id] === i}
              onChange={() => onAnswer(q.id, i)}
            />
            <span>{a.label}</span>
          </label>
        ))}
      </fieldset>
    ))}
  </>
)

const drawn = (o: Obj): boolean => o.why === undefined

/** The drawn table of an object, or of a use; undefined for what is of none. */
const tableOf = (o: OpenDesign, id: Id): Id | undefined => {
  const record = o.design.records.get(id)
  const found = o.compiled.catalog.get(record?.kind === 'use' && record.target ? record.target : id)
  const table = found && 'table' in found ? o.compiled.catalog.get(found.table) : found
  return table?.kind === 'table' && drawn(table) ? table.id : undefined
}

/** The table that is selected, or of which something is, for patterns that are for one. */
const useTable = (): { readonly id: Id; readonly name: string } | undefined => {
  const selection = useAppState((s) => s.selection)
  const id = useOpen((o) => selection.map((s) => tableOf(o, s)).find((t) => t !== undefined))
  const name = useOpen((o) => (id === undefined ? undefined : o.compiled.catalog.get(id)?.name))
  return id === undefined || name === undefined ? undefined : { id, name }
}

const tableKind = ['table'] as const

/** Which table the choice is for; choosing another selects it, so that the answers stay. */
const ForTable = ({ id, all }: { readonly id: Id | undefined; readonly all?: boolean }) => {
  const app = useApp()
  return (
    <ObjectSelect
      label="For the table"
      kinds={tableKind}
      only={drawn}
      value={id}
      {...(all ? { none: 'All tables' } : {})}
      onChoose={(chosen) => app.select(chosen === undefined ? [] : [chosen])}
    />
  )
}

/** The use of the pattern that is on there already, if there is one. */
const useOn = (pattern: string, target: Id | undefined): Id<'use'> | undefined =>
  useOpen((o) => {
    for (const r of o.design.records.values())
      if (r.kind === 'use' && r.pattern === pattern && r.target === target) return r.id
    return undefined
  })

interface ResultProps {
  readonly topic: Topic
  readonly answers: Answers
  readonly advice: Advice
  readonly pattern: AnyPattern
  readonly onRead: () => void
  readonly onClose: () => void
}

/** What the answers come to: why, what it would change here, and a switch that writes down the decision. */
const Result = ({ topic, answers, advice, pattern, onRead, onClose }: ResultProps) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const table = useTable()
  const { manifest: m } = pattern
  const target = m.scope === 'design' ? undefined : table?.id
  const ready = canEdit && (m.scope === 'design' || m.wide === true || target !== undefined)
  const known = useOn(m.name, target)
  const where = table && target ? `on ${table.name}` : 'in this design'
  const attempt = useCallback(() => app.commands.patternOn(m.name, target), [app, m.name, target])
  const switchedOn = (): Id<'use'> | undefined => {
    const made = attempt()
    if (!app.run(made) || !made.ok) return undefined
    return made.value.changes.find((c) => c.to?.kind === 'use')?.id as Id<'use'> | undefined
  }
  const decide = () => {
    const use = known ?? switchedOn()
    if (use === undefined) return
    if (!app.run(app.commands.decide(use, { context: contextOf(topic, answers) }))) return
    app.select([use])
    tell(known ? 'The decision is recorded' : `${m.title} is on ${where}, and the decision recorded`)
    onClose()
  }
  return (
    <section className="stack lib-advice" aria-label={m.title}>
      <h3>{m.title}</h3>
      <p>{m.summary}</p>
      <p className="quiet">Because {listed(advice.because)}.</p>
      {canEdit && m.scope !== 'design' && <ForTable id={target} all={m.wide === true} />}
      {ready && !known && (
        <Disclosure summary={`What it would change ${where}`}>
          {() => <PreviewOf attempt={attempt} />}
        </Disclosure>
      )}
      {known && <p className="quiet">It is on already{table && target ? ` for ${table.name}` : ''}.</p>}
      {!canEdit && <p className="quiet">Open a design to switch it on.</p>}
      <div className="row wrap">
        {ready && (
          <Button look="primary" onClick={decide}>
            {known
              ? 'Record why'
              : `Switch it on${table && target ? ` for ${table.name}` : ''} and record why`}
          </Button>
        )}
        <Button onClick={onRead}>Read about it</Button>
      </div>
    </section>
  )
}

interface SpokenProps {
  readonly topic: Topic
  readonly answers: Answers
  readonly advice: Advice
  readonly words: Words
  readonly onClose: () => void
}

/** What the answers come to where nothing is to be switched on: why, in words, and the decision written down. */
const Spoken = ({ topic, answers, advice, words, onClose }: SpokenProps) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const table = useTable()
  const { decision, consequences } = words
  const decide = (on: Id) => {
    const set = { context: contextOf(topic, answers), decision, consequences }
    if (!app.run(app.commands.decide(plainChoiceId(advice.pattern, on), set))) return
    tell('The decision is recorded')
    onClose()
  }
  return (
    <section className="stack lib-advice" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p>{words.summary}</p>
      <p className="quiet">Because {listed(advice.because)}.</p>
      <p>{consequences}</p>
      {canEdit && <ForTable id={table?.id} />}
      {!canEdit && <p className="quiet">Open a design to record it.</p>}
      {canEdit && table && (
        <div className="row wrap">
          <Button look="primary" onClick={() => decide(table.id)}>
            Record why for {table.name}
          </Button>
        </div>
      )}
    </section>
  )
}

/** A short guided choice that ends in a preview and a decision record. */
export const Choose = ({
  patterns,
  onChoose,
  onClose,
}: {
  readonly patterns: readonly AnyPattern[]
  readonly onChoose: (name: string) => void
  readonly onClose: () => void
}) => {
  const [id, setId] = useState(topics[0]?.id ?? '')
  const [answers, setAnswers] = useState<Readonly<Record<string, Answers>>>({})
  const topic = topics.find((t) => t.id === id)
  if (!topic) return null
  const mine = answers[id] ?? {}
  const [best, ...others] = adviceFor(topic, mine)
  const patternOf = (name: string) => patterns.find((p) => p.manifest.name === name)
  const pattern = best && patternOf(best.pattern)
  const words = best && topic.words?.[best.pattern]
  return (
    <div className="lib-page stack">
      <Segments
        label="What is to be chosen"
        value={id}
        choices={topics.map((t) => ({ value: t.id, label: t.title }))}
        onChoose={setId}
      />
      <p className="quiet">{topic.about}</p>
      <div className="lib-choose">
        <div className="stack">
          <Questions
            topic={topic}
            answers={mine}
            onAnswer={(q, a) => setAnswers({ ...answers, [id]: { ...mine, [q]: a } })}
          />
        </div>
        <div className="stack" aria-live="polite">
          {!best && <p className="empty">Answer a question to see what fits.</p>}
          {best && pattern && (
            <Result
              key={best.pattern}
              topic={topic}
              answers={mine}
              advice={best}
              pattern={pattern}
              onRead={() => onChoose(best.pattern)}
              onClose={onClose}
            />
          )}
          {best && words && (
            <Spoken topic={topic} answers={mine} advice={best} words={words} onClose={onClose} />
          )}
          {others.map((o) => (
            <p key={o.pattern} className="quiet">
              {topic.words?.[o.pattern]?.title ?? (
                <Button look="link" onClick={() => onChoose(o.pattern)}>
                  {patternOf(o.pattern)?.manifest.title ?? o.pattern}
                </Button>
              )}{' '}
              comes after it: {listed(o.because)}.
            </p>
          ))}
        </div>
      </div>
    </div>
  )
}
