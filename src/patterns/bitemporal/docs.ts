import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Someone will ask what we believed on one day about another: payroll with retroactive raises, insurance, medical records, restated accounts.',
  whenNot:
    'When facts are entered on time and never corrected backwards: effective dating is half the work. When only the time of the change counts: a history table.',
  gains: [
    'Any report of the past can be produced again as it was',
    'A retroactive change is one call and loses nothing',
    'Contradicting beliefs are refused by the database, in both times at once',
  ],
  costs: [
    'Every query has to choose two times, or use the view',
    'A correction writes a row for each piece that it leaves',
    'Hard to explain; people need the function and the view rather than the table',
  ],
  cost: {
    storage:
      'A row for each correction and each piece it cuts off, with two ranges of 20 to 30 bytes, and a GiST index over key and both ranges.',
    writes: 'A correction ends one row and writes one to three; each searches the GiST index.',
    locks:
      'Corrections of one key wait for each other. Adding the constraint scans the table under ACCESS EXCLUSIVE.',
  },
  decision: {
    context:
      'Facts are corrected after they were used, and both what is true and what was believed then have to be known.',
    decision:
      'Rows carry a period of validity and one of record; an exclusion covers both, and corrections end beliefs instead of changing them.',
    consequences:
      'Rows are never changed or deleted by corrections; the table grows with each. The primary key names one belief, not the thing.',
  },
  sources: ['002', '004'],
}
