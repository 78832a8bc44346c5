import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A column says where a row stands in a process, and only some changes make sense: orders, payments, applications, tickets.',
  whenNot:
    'For values without a process between them, such as a category: an enum or a lookup table is enough. Where rules depend on more than the state, keep those rules in the application as well.',
  gains: [
    'An impossible change is refused by the database, whoever makes it',
    'The process can be read, and drawn, from the schema',
    'With the record of changes, how long rows stay in a state can be asked',
  ],
  costs: [
    'Changing the process is a migration of reference rows',
    'Imports of rows in the middle of their process must switch the trigger off',
    'Removing a state from an enum means recreating the type',
  ],
  cost: {
    storage:
      '4 bytes a row for the state; a small table of transitions; with the record, one row for each change.',
    writes: 'One trigger call and one lookup by primary key for each change of state.',
    locks: 'Turning a text column into the enum rewrites the table; adding a state later does not.',
  },
  decision: {
    context: 'The state of a row follows a process, and wrong changes have been hard to find and to repair.',
    decision:
      'States are an enum, allowed changes are rows of a table, and a trigger refuses everything else.',
    consequences:
      'The process is changed by migration and reviewed like code. New rows start in the initial state, and states without a way on are final.',
  },
  sources: ['002'],
}
