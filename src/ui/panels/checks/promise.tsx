import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { type Answer, type Compiled, fill, type Proof } from '../../../store/index.ts'
import { useApp, useAppParts, useOpen } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { CodeBlock } from '../../kit/code-block.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Icon } from '../../kit/icon.tsx'
import { BrokenIcon, GapIcon, HeldIcon, RunIcon, WaitIcon } from '../../kit/icons.ts'
import { duration } from '../../kit/text.ts'
import { ScriptText } from './script-text.tsx'
import { judge, type Standing } from './verdicts.ts'

const looks: Readonly<Record<Standing, readonly [LucideIcon, string, string]>> = {
  held: [HeldIcon, 'green', 'Held'],
  broken: [BrokenIcon, 'red', 'Broken'],
  waiting: [WaitIcon, 'faint', 'Not yet checked'],
  running: [WaitIcon, 'accent', 'Running'],
  cannot: [GapIcon, 'amber', 'Cannot be judged here'],
}

const engineWords = (a: Answer): string => {
  const name = `${a.engine.name} ${a.engine.version}`
  if (a.verdict === 'held') return `held in ${name}, ${duration(a.ms)}`
  if (a.verdict === 'broken') return `broken in ${name}`
  return a.verdict === 'gap' ? `${name} cannot judge it` : `${name}: no row could be written`
}

const AnswerText = ({ answer }: { readonly answer: Answer }) => {
  if (answer.verdict === 'held') return null
  if (answer.verdict === 'broken') {
    return (
      <div className="stack">
        <p className="red">{answer.because}</p>
        <CodeBlock label="The statement that broke it" text={answer.sql} />
        {answer.error && (
          <p className="mono">
            {answer.error.sqlstate} {answer.error.message}
          </p>
        )}
      </div>
    )
  }
  if (answer.verdict === 'no-row') return <p className="amber">{answer.because}</p>
  return (
    <ul className="quiet bullets">
      {[...new Set(answer.gaps.map((g) => g.message))].map((m) => (
        <li key={m}>{m}</li>
      ))}
    </ul>
  )
}

/** One promise as a sentence, with its verdict, who gave it, and the SQL that shows it. */
export const PromiseRow = memo(
  ({ proof, compiled }: { readonly proof: Proof; readonly compiled: Compiled }) => {
    const app = useApp()
    const { standing, pg, mem } = useAppParts((s) => {
      const j = judge(s.engines, proof.id)
      return { standing: j.standing, pg: j.answers[0], mem: j.answers[1] }
    })
    const mayRun = useOpen((o) => o.mayRun)
    const answers = [pg, mem].filter((a) => a !== undefined)
    const [shape, tone, word] = looks[standing]
    const text = fill(proof.promise, (r) => compiled.catalog.get(r.id)?.name ?? r.id)
    return (
      <li className="promise">
        <span role="img" aria-label={word} data-tip={word} className={tone}>
          <Icon of={shape} />
        </span>
        <div className="grow">
          <p>{text}</p>
          <Disclosure
            summary={
              <span className="label">
                {answers.length > 0 ? answers.map(engineWords).join(' · ') : word}
              </span>
            }
          >
            {() => (
              <div className="stack inset">
                {answers.map((a) => (
                  <AnswerText key={a.engine.kind} answer={a} />
                ))}
                <ScriptText compiled={compiled} proof={proof} />
              </div>
            )}
          </Disclosure>
        </div>
        <IconButton
          small
          icon={RunIcon}
          label={`Run again: ${text}`}
          tip="Run again"
          disabled={!mayRun}
          onClick={() => void app.prove([proof.id])}
        />
      </li>
    )
  },
)
PromiseRow.displayName = 'PromiseRow'
