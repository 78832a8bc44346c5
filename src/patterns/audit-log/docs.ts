import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Someone will ask who changed this, when, and from what to what: money, permissions, health, anything under a regulation or a contract.',
  whenNot:
    'When past rows are to be queried like rows: a history table keeps their types. On queues, counters and other tables that change all the time, where it doubles the writes and nobody reads it.',
  gains: [
    'Every change has an author and a time, whatever program made it',
    'One log for all tables can be searched and kept in one place',
    'Columns can be left out, so that secrets and personal data do not pile up',
    'The application cannot forge or erase it',
  ],
  costs: [
    'Every change writes a second row',
    'JSON has no types: a renamed column keeps its old name in old entries',
    'A shared log is the busiest table of all and has to be cut by time one day',
  ],
  cost: {
    storage: 'About 150 bytes an entry, and the changed values as JSON with their column names.',
    writes: 'One insert with three index entries for each changed row.',
    locks: 'None: entries are only ever added.',
  },
  decision: {
    context: 'Changes have to be explained later, to people who do not trust the program that made them.',
    decision:
      'Triggers with rights of their own write each change to an audit log, with its actor and the columns that changed; some columns are left out.',
    consequences:
      'The application sets the acting user in each transaction; a change without one is recorded as such. How long entries are kept is decided apart. Erasure reaches them.',
  },
  sources: ['002', '003', '004'],
}
