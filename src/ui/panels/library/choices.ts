/** One answer to a question: what it speaks for, and why. Two points outweigh one of another question. */
interface Answer {
  readonly label: string
  readonly speaks: Readonly<Record<string, readonly [points: number, because: string]>>
}
interface Question {
  readonly id: string
  readonly text: string
  readonly answers: readonly Answer[]
}
/** A choice between patterns that do the same job differently. */
export interface Topic {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly questions: readonly Question[]
}

export const topics: readonly Topic[] = [
  {
    id: 'tenancy',
    title: 'Many tenants in one product',
    about: 'Rows, schemas or databases: what keeps tenants apart, and what that costs.',
    questions: [
      {
        id: 'count',
        text: 'How many tenants will there be?',
        answers: [
          {
            label: 'Up to a hundred, large ones',
            speaks: {
              'tenancy-database': [2, 'a database each is still manageable for so few'],
              'tenancy-schema': [1, 'schemas are few enough to look after'],
            },
          },
          {
            label: 'Up to a thousand',
            speaks: {
              'tenancy-schema': [2, 'a thousand schemas migrate one by one in reasonable time'],
              'tenancy-row': [1, 'one schema stays one schema'],
            },
          },
          {
            label: 'More',
            speaks: { 'tenancy-row': [3, 'the number of tenants changes nothing but the number of rows'] },
          },
        ],
      },
      {
        id: 'isolation',
        text: 'What separation do contracts or auditors ask for?',
        answers: [
          {
            label: 'The database must refuse foreign rows',
            speaks: {
              'tenancy-row': [1, 'row security and composite keys refuse them, tested in every proof'],
            },
          },
          {
            label: 'Own permissions, backup or restore for a tenant',
            speaks: { 'tenancy-schema': [2, 'a schema is granted, dumped and restored alone'] },
          },
          {
            label: 'Own database, place or version',
            speaks: { 'tenancy-database': [4, 'only a database of its own can stand elsewhere'] },
          },
        ],
      },
      {
        id: 'analytics',
        text: 'Do you query over all tenants?',
        answers: [
          {
            label: 'Often',
            speaks: { 'tenancy-row': [2, 'one query reads all tenants, for a role that may'] },
          },
          { label: 'Rarely or never', speaks: {} },
        ],
      },
    ],
  },
  {
    id: 'history',
    title: 'Remembering what was',
    about: 'From a column that says when, to a store of events from which everything follows.',
    questions: [
      {
        id: 'what',
        text: 'What will people ask?',
        answers: [
          {
            label: 'Who touched this row last, and when',
            speaks: { 'audit-columns': [3, 'four columns answer it'] },
          },
          {
            label: 'How the row looked on a given day',
            speaks: {
              'history-table': [3, 'every version is kept with its period, and as_of reads it'],
              'tracked-columns': [1, 'where only one or two columns matter'],
            },
          },
          {
            label: 'Who changed what, over all tables',
            speaks: { 'audit-log': [3, 'one log holds old and new values with the actor'] },
          },
          {
            label: 'Why it came to be so, step by step',
            speaks: {
              'event-store': [3, 'events are the truth; state is replayed from them'],
              'event-log': [2, 'events beside the state tell the story without being the truth'],
            },
          },
          {
            label: 'What holds from when to when, also in future',
            speaks: { 'effective-dating': [3, 'periods that never overlap, entered ahead'] },
          },
          {
            label: 'What we believed on day X about day Y',
            speaks: { bitemporal: [4, 'both times are kept, corrections delete nothing'] },
          },
        ],
      },
      {
        id: 'writes',
        text: 'How hot are the writes?',
        answers: [
          {
            label: 'Every write counts',
            speaks: {
              'audit-columns': [1, 'it writes no second row'],
              'event-log': [1, 'it writes one short row, for chosen changes only'],
            },
          },
          {
            label: 'A second row per write is fine',
            speaks: { 'history-table': [1, 'it writes one version per change'] },
          },
        ],
      },
    ],
  },
  {
    id: 'tree',
    title: 'Trees in a table',
    about: 'One parent column is always enough to write; the others trade writes for reads.',
    questions: [
      {
        id: 'mix',
        text: 'What happens more?',
        answers: [
          {
            label: 'Adding and moving',
            speaks: {
              'adjacency-list': [3, 'a move is one update'],
              'closure-table': [1, 'a move rewrites the paths of one branch'],
            },
          },
          {
            label: 'Reading whole branches',
            speaks: {
              'closure-table': [3, 'a branch is one join, without recursion'],
              'materialized-path': [2, 'a branch is one range of an index'],
            },
          },
          {
            label: 'Reading only; it hardly ever changes',
            speaks: { 'nested-sets': [3, 'a branch is one interval; moves are dear'] },
          },
        ],
      },
      {
        id: 'depth',
        text: 'How deep does it go?',
        answers: [
          {
            label: 'A few levels',
            speaks: {
              'adjacency-list': [1, 'recursion over a few levels is quick'],
              'materialized-path': [1, 'paths stay short'],
            },
          },
          {
            label: 'Deep, or nobody knows',
            speaks: { 'closure-table': [1, 'depth costs rows, not recursion'] },
          },
        ],
      },
      {
        id: 'ask',
        text: 'Is the path itself shown or searched?',
        answers: [
          {
            label: 'Yes',
            speaks: { 'materialized-path': [2, 'the path is a value with operators and an index'] },
          },
          { label: 'No', speaks: {} },
        ],
      },
    ],
  },
  {
    id: 'deletion',
    title: 'Deleting',
    about: 'What should be left of a row that someone deletes.',
    questions: [
      {
        id: 'back',
        text: 'Must it come back?',
        answers: [
          {
            label: 'Within days, at a click',
            speaks: {
              'soft-delete': [3, 'the row stays where it is, marked; its unique values are free again'],
            },
          },
          {
            label: 'Perhaps, by an administrator',
            speaks: { 'archive-table': [3, 'the row leaves its table and waits, with reason and time'] },
          },
          { label: 'Never', speaks: {} },
        ],
      },
      {
        id: 'law',
        text: 'Does it hold data about people?',
        answers: [
          {
            label: 'Yes, and they may ask to be erased',
            speaks: { erasure: [3, 'it reaches every copy: history, archive, logs, messages'] },
          },
          { label: 'No', speaks: {} },
        ],
      },
      {
        id: 'size',
        text: 'How much is deleted?',
        answers: [
          {
            label: 'A large share of the rows',
            speaks: { 'archive-table': [2, 'the live table and its indexes stay small'] },
          },
          { label: 'Little', speaks: { 'soft-delete': [1, 'a few marked rows cost little'] } },
        ],
      },
    ],
  },
]

export interface Advice {
  readonly pattern: string
  readonly points: number
  readonly because: readonly string[]
}

/** The patterns that the answers speak for, the strongest first; none where nothing was answered. */
export const adviceFor = (topic: Topic, answers: Readonly<Record<string, number>>): readonly Advice[] => {
  const found = new Map<string, { points: number; because: string[] }>()
  for (const q of topic.questions) {
    const answer = q.answers[answers[q.id] ?? -1]
    for (const [pattern, [points, because]] of Object.entries(answer?.speaks ?? {})) {
      const a = found.get(pattern) ?? { points: 0, because: [] }
      a.points += points
      a.because.push(because)
      found.set(pattern, a)
    }
  }
  return [...found]
    .map(([pattern, a]) => ({ pattern, ...a }))
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
