import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'When people may ask for their personal data to be erased, and the rows around it have to stay: orders keep their sums, references stay valid.',
  whenNot:
    'Where whole rows may go: then delete them, with a cascade. Backups, logs and other systems are beyond a database function; they are ticked off in the request, not erased by it.',
  gains: [
    'One call reaches the row, the rows of the person, and every copy in history, archive, audit and messages',
    'References stay intact, sums and counts stay right',
    'A request is done only when every system has said so',
    'Running it again is safe, also after a crash',
  ],
  costs: [
    'Every new column with personal data has to be flagged',
    'History no longer says what the value was',
    'Materialized views that read the tables are filled again, which locks them',
    'Old values stay in backups and in dead rows until they are vacuumed',
  ],
  cost: {
    storage: 'One timestamp a row, and a few rows a request.',
    writes:
      'An erasure updates the rows of one person and searches JSON copies, which reads those tables in full.',
    locks: 'Row locks on what is erased; a refresh of a materialized view locks it exclusively.',
  },
  decision: {
    context:
      'The law gives people the right to be forgotten, while bookkeeping and references need the rows to stay.',
    decision:
      'Columns with personal data are flagged with what erasing leaves of them; a function erases a person in the tables and in every copy, and requests are tracked for each system.',
    consequences:
      'Who adds a column decides whether it is personal. A worker runs the requests as the maintenance role. Backups expire on their own schedule, which has to be stated.',
  },
  sources: ['004'],
}
