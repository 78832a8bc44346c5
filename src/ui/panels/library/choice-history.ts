import type { Topic } from './choice-types.ts'

/** What remembers how it was. */
export const history: Topic = {
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
}
