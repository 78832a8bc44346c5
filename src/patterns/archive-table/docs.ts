import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Deleted rows should be gone for every query and every key, and yet someone may want one back or ask what it said.',
  whenNot:
    'Where deleted rows go on being shown or referenced: mark them instead. Where every change counts and not just the last state, keep a history.',
  gains: [
    'Queries and indexes only ever meet rows that exist',
    'Unique values are free again at once',
    'What is archived can be kept, purged or moved away by rules of its own',
    'A row comes back with its key, its values and its beginning',
  ],
  costs: [
    'Rows that reference a deleted one have to go first, or be told what becomes of them',
    'A row cannot come back once another has taken its unique values or its parent is gone',
    'Personal data lives on in the archive until it is erased or purged there',
  ],
  cost: {
    storage:
      'Nothing on rows that exist; a deleted row moves with about 50 bytes more and three index entries.',
    writes: 'A deletion costs one insert more; inserts and updates cost nothing.',
    locks: 'None beyond those of the deletion.',
  },
  decision: {
    context: 'Rows are deleted for good reason, and sometimes by mistake or too early.',
    decision:
      'Deleting moves the row into an archive table with the time, the actor and the reason; a call brings it back.',
    consequences:
      'The archive needs a rule for how long it keeps what. Rows that reference the deleted one follow their own rule and are archived only if their table has an archive too.',
  },
  sources: ['002'],
}
