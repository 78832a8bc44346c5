import { useState } from 'react'
import { type Answer, fill, type Sample } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { Icon } from '../../kit/icon.tsx'
import { BrokenIcon, GapIcon, HeldIcon, RunIcon, WaitIcon } from '../../kit/icons.ts'
import { count, duration } from '../../kit/text.ts'
import { ScriptText } from '../checks/script-text.tsx'

const looks = {
  held: [HeldIcon, 'green', 'Held'],
  broken: [BrokenIcon, 'red', 'Broken'],
  gap: [GapIcon, 'amber', 'Cannot be judged here'],
  'no-row': [GapIcon, 'amber', 'No row could be written'],
} as const

const Verdict = ({ answer }: { readonly answer: Answer | undefined }) => {
  const [shape, tone, word] = answer
    ? looks[answer.verdict]
    : ([WaitIcon, 'faint', 'Not yet checked'] as const)
  return (
    <span role="img" aria-label={word} data-tip={word} className={tone}>
      <Icon of={shape} />
    </span>
  )
}

/** What the pattern promises, and a button that shows it on the sample in a database of its own. */
export const SamplePromises = ({
  pattern,
  sample,
}: {
  readonly pattern: string
  readonly sample: Sample
}) => {
  const app = useApp()
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map())
  const [running, setRunning] = useState(false)
  const [said, setSaid] = useState<string>()
  const run = async () => {
    setRunning(true)
    setSaid(undefined)
    const start = performance.now()
    const done = await (await app.samples()).prove(pattern, setAnswers)
    setRunning(false)
    setSaid(
      done.ok
        ? `Run in ${done.value.name} ${done.value.version}, ${duration(performance.now() - start)}`
        : done.error,
    )
  }
  return (
    <section className="stack" aria-label="Promises">
      <div className="row wrap">
        <h3 className="grow">{count(sample.proofs.length, 'promise')}</h3>
        {said && (
          <span className="faint" role="status">
            {said}
          </span>
        )}
        <Button small icon={RunIcon} disabled={running} onClick={() => void run()}>
          {running ? `Running ${answers.size} of ${sample.proofs.length}` : 'Run them now'}
        </Button>
      </div>
      <ul className="promises">
        {sample.proofs.map((p) => {
          const answer = answers.get(p.id)
          return (
            <li key={p.id} className="promise">
              <Verdict answer={answer} />
              <div className="grow">
                <p>{fill(p.promise, (r) => sample.after.catalog.get(r.id)?.name ?? r.id)}</p>
                {answer?.verdict === 'broken' && <p className="red">{answer.because}</p>}
                <Disclosure summary={<span className="label">The SQL that shows it</span>}>
                  {() => <ScriptText compiled={sample.after} proof={p} />}
                </Disclosure>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
