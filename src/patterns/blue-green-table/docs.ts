import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A table has to change so deeply that no single step is safe: another key, other types, another split of columns. Both shapes run side by side until the new one has proved itself.',
  whenNot:
    'For a column or two: add, backfill and drop them in place. For names alone: a compatibility view does it without a copy.',
  gains: [
    'Reads and writes move to the new table when their code is ready, and back if need be',
    'A comparison row by row says whether the tables are the same before anyone relies on it',
    'The cut over is the replacement of one view',
  ],
  costs: [
    'Every write is made twice while both tables stand',
    'Other tables keep referencing the old one until their references are moved',
    'A copy that Damask makes has the columns alone: its rules come before the old table goes, as the runbook says',
    'PostgreSQL has no setting that a session cannot set: one that claims to be the sync can hold back what a trigger of another table, with the rights of its owner, writes here, or what a function of an owner writes to the new table by itself; never what it writes itself. The comparison finds it',
    'In step both ways, two who change the same row from either side at once each hold what the other needs: one is told to try again (40P01). A lock that kept them apart would let one side wait for the other, whatever their rows',
    'Rows that differ on purpose have to be left out of the columns that are compared',
  ],
  cost: {
    storage: 'A second table with its index until the old one is dropped.',
    writes: 'Two writes for one, in one transaction; about twice the time of a write.',
    locks:
      'The backfill locks the rows of its batch until it commits, against changes and not against reads. The comparison reads both tables.',
  },
  decision: {
    context: 'The table needs a shape that it cannot take in place without standing still.',
    decision:
      'A second table takes the new shape. Triggers keep both in step, a backfill copies what was there, a comparison proves it, and a view chooses the active one.',
    consequences:
      'Code reads and writes the view. References of other tables move before the old table goes. The triggers and the view go with it.',
  },
  sources: ['001', '004'],
}
