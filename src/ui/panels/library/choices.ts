import { deletion } from './choice-deletion.ts'
import { history } from './choice-history.ts'
import { tenancy } from './choice-tenancy.ts'
import { tree } from './choice-tree.ts'
import type { Topic } from './choice-types.ts'

export const topics: readonly Topic[] = [tenancy, history, tree, deletion]

export interface Advice {
  /** A pattern, or one of the topic's words. */
  readonly pattern: string
  readonly points: number
  readonly because: readonly string[]
}

/** The patterns for which the answers speak more than against, the strongest first; none where nothing was answered. */
export const adviceFor = (topic: Topic, answers: Readonly<Record<string, number>>): readonly Advice[] => {
  const found = new Map<string, { points: number; because: string[] }>()
  const count = (pattern: string, points: number, because: readonly string[]): void => {
    const a = found.get(pattern) ?? { points: 0, because: [] }
    found.set(pattern, { points: a.points + points, because: [...a.because, ...because] })
  }
  for (const q of topic.questions) {
    const answer = q.answers[answers[q.id] ?? -1]
    for (const [p, [points, because]] of Object.entries(answer?.speaks ?? {})) count(p, points, [because])
    for (const [p, points] of Object.entries(answer?.against ?? {})) count(p, -points, [])
  }
  return [...found]
    .map(([pattern, a]) => ({ pattern, ...a }))
    .filter((a) => a.points > 0)
    .sort((a, b) => b.points - a.points || (a.pattern < b.pattern ? -1 : 1))
}

/** The context of a decision record: what was asked and answered. */
export const contextOf = (topic: Topic, answers: Readonly<Record<string, number>>): string =>
  topic.questions
    .flatMap((q) => {
      const answer = q.answers[answers[q.id] ?? -1]
      return answer ? [`${q.text} ${answer.label}.`] : []
    })
    .join(' ')
