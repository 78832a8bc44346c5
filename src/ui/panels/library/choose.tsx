import { useCallback, useState } from 'react'
import { type AnyPattern, type Id, plainChoiceId } from '../../../store/index.ts'
import { useApp, useAppState, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Segments } from '../../kit/inputs.tsx'
import { listed } from '../../kit/text.ts'
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

/** The selected table, for patterns that are for one. */
const useTable = (): { readonly id: Id; readonly name: string } | undefined => {
  const selection = useAppState((s) => s.selection)
  const catalog = useOpen((o) => o.compiled.catalog)
  const table = selection.map((id) => catalog?.get(id)).find((o) => o?.kind === 'table')
  return table && { id: table.id, name: table.name }
}

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
  const ready = canEdit && m.scope !== 'column' && (m.scope === 'design' || target !== undefined)
  const attempt = useCallback(() => app.commands.patternOn(m.name, target), [app, m.name, target])
  const decide = () => {
    const made = attempt()
    if (!app.run(made) || !made.ok) return
    const use = made.value.changes.find((c) => c.to?.kind === 'use')?.id as Id<'use'> | undefined
    if (use === undefined) return
    app.run(app.commands.decide(use, { context: contextOf(topic, answers) }))
    app.select([use])
    onClose()
  }
  return (
    <section className="stack lib-advice" aria-label={m.title}>
      <h3>{m.title}</h3>
      <p>{m.summary}</p>
      <p className="quiet">Because {listed(advice.because)}.</p>
      {ready ? (
        <>
          <Disclosure
            summary={`What it would change ${table && target ? `on ${table.name}` : 'in this design'}`}
          >
            {() => <PreviewOf attempt={attempt} />}
          </Disclosure>
          <div className="row wrap">
            <Button look="primary" onClick={decide}>
              Switch it on{table && target ? ` for ${table.name}` : ''} and record why
            </Button>
            <Button onClick={onRead}>Read about it</Button>
          </div>
        </>
      ) : (
        <div className="row wrap">
          <span className="quiet">
            {canEdit
              ? 'Select a table on the canvas to switch it on from here.'
              : 'Open a design to switch it on.'}
          </span>
          <Button onClick={onRead}>Read about it</Button>
        </div>
      )}
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
    onClose()
  }
  return (
    <section className="stack lib-advice" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p>{words.summary}</p>
      <p className="quiet">Because {listed(advice.because)}.</p>
      <p>{consequences}</p>
      {canEdit && table ? (
        <div className="row wrap">
          <Button look="primary" onClick={() => decide(table.id)}>
            Record why for {table.name}
          </Button>
        </div>
      ) : (
        <p className="quiet">
          {canEdit ? 'Select a table on the canvas to record it from here.' : 'Open a design to record it.'}
        </p>
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
