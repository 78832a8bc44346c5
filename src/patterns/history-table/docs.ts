import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'People will ask what a row said at some time, who changed it and to what: orders, profiles, prices, anything that is argued about or audited.',
  whenNot:
    'On rows that change many times a second, where the history outgrows the table in a day, and where the reasons for a change matter more than its values: record events instead.',
  gains: [
    'Every version can be read with the columns and types of the table',
    'The state at any time is one call',
    'The application cannot forge or erase it',
    'It follows when columns are added or renamed',
  ],
  costs: [
    'Every change writes a second row',
    'Personal data lives on in the history until it is erased there too',
    'The history says what changed, not why',
    'Of a row that was there before nothing is known but what it says now: until its first change it counts as if it had always been so',
  ],
  cost: {
    storage: 'One full row for each change, about 40 bytes more than the row itself, and one index entry.',
    writes:
      'An update costs one update and one insert more, an insert one look at the index and one insert; roughly twice the write volume.',
    locks: 'None on other rows: only the open version of the changed row is updated.',
  },
  decision: {
    context: 'What a row said before its last change is needed, and an update destroys it.',
    decision:
      'A parallel table keeps every version with its period and actor, written by a trigger with rights of its own.',
    consequences: 'Retention of the history is a decision of its own. Erasure requests must reach it.',
  },
  sources: ['000 I', '002'],
}
