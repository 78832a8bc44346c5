import { describe, expect, it } from 'vitest'
import { patternNames } from '../../../src/store/index.ts'
import type { Topic } from '../../../src/ui/panels/library/choice-types.ts'
import { adviceFor, topics } from '../../../src/ui/panels/library/choices.ts'

const topicOf = (id: string): Topic => {
  const found = topics.find((t) => t.id === id)
  if (!found) throw new Error(`no topic ${id}`)
  return found
}

type Said = Readonly<Record<string, string>>

/** The names advised, the strongest first, for answers by the beginning of their text. */
const advised = (id: string, said: Said): readonly string[] => {
  const topic = topicOf(id)
  const answers = Object.entries(said).map(([q, text]): readonly [string, number] => {
    const at = topic.questions.find((x) => x.id === q)?.answers.findIndex((a) => a.label.startsWith(text))
    if (at === undefined || at < 0) throw new Error(`no answer ${q}: ${text}`)
    return [q, at]
  })
  return adviceFor(topic, Object.fromEntries(answers)).map((a) => a.pattern)
}

const never: Said = { back: 'Never', law: 'No', size: 'Little' }

describe('guided choices', () => {
  it('ask what the sources weigh', () => {
    expect(topicOf('tenancy').questions.map((q) => q.id)).toEqual([
      'count',
      'isolation',
      'cost',
      'compliance',
      'analytics',
    ])
  })

  it.each<readonly [string, Said, string]>([
    ['deletion', never, 'plain-delete'],
    ['deletion', { ...never, size: 'A large' }, 'plain-delete'],
    ['deletion', { ...never, law: 'Yes' }, 'erasure'],
    ['deletion', { ...never, trace: 'Live rows' }, 'soft-delete'],
    ['deletion', { ...never, trace: 'Yes' }, 'archive-table'],
    ['deletion', { ...never, back: 'Within days' }, 'soft-delete'],
    ['deletion', { ...never, back: 'Perhaps' }, 'archive-table'],
    ['tenancy', { cost: 'Next to nothing' }, 'tenancy-row'],
    ['tenancy', { cost: 'A share' }, 'tenancy-schema'],
    ['tenancy', { cost: 'A database' }, 'tenancy-database'],
    ['tenancy', { compliance: 'Its data is kept' }, 'tenancy-database'],
    ['tenancy', { compliance: 'Its data is backed' }, 'tenancy-schema'],
    [
      'tenancy',
      { count: 'More', isolation: 'The database', cost: 'Next', analytics: 'Often' },
      'tenancy-row',
    ],
    [
      'tenancy',
      { count: 'Up to a thousand', isolation: 'Own permissions', analytics: 'Rarely' },
      'tenancy-schema',
    ],
    ['tenancy', { count: 'Up to a hundred', isolation: 'Nothing', cost: 'A database' }, 'tenancy-database'],
  ])('%s %j: %s', (topic, said, best) => {
    expect(advised(topic, said)[0]).toBe(best)
  })

  it('do not name soft delete at all for what never comes back', () => {
    expect(advised('deletion', never)).toEqual(['plain-delete'])
    expect(advised('deletion', { ...never, trace: 'No' })).toEqual(['plain-delete'])
  })

  it.each(topics.map((t) => [t.id, t] as const))(
    '%s: every name is a pattern or ends in words',
    (_, topic) => {
      const names = topic.questions.flatMap((q) =>
        q.answers.flatMap((a) => [...Object.keys(a.speaks), ...Object.keys(a.against ?? {})]),
      )
      const known = [...patternNames, ...Object.keys(topic.words ?? {})]
      expect(names.filter((n) => !known.includes(n))).toEqual([])
    },
  )

  it.each(topics.map((t) => [t.id, t] as const))('%s: each way can come out first', (_, topic) => {
    const all = topic.questions.reduce<readonly Readonly<Record<string, number>>[]>(
      (sets, q) => sets.flatMap((s) => [s, ...q.answers.map((_a, i) => ({ ...s, [q.id]: i }))]),
      [{}],
    )
    const first = new Set(all.map((s) => adviceFor(topic, s)[0]?.pattern))
    const spoken = new Set(topic.questions.flatMap((q) => q.answers.flatMap((a) => Object.keys(a.speaks))))
    expect([...spoken].filter((n) => !first.has(n) && n !== 'tracked-columns')).toEqual([])
  })
})
