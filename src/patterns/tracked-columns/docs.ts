import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'One or two columns are asked about over time: a salary, a price, a credit limit, an address. Everything else on the row may be forgotten.',
  whenNot:
    'When the whole row is asked about: a history table has all of it. When a value is known to hold from a date other than today, or is corrected later: date it effectively.',
  gains: [
    'The current value is read from the row, without a join',
    'The value at any time is one call',
    'Only changes of these columns cost anything',
    'The database refuses two values at one time',
  ],
  costs: [
    'A table and a trigger for each tracked column',
    'Times are those of the change in this database, not of the change in the world',
  ],
  cost: {
    storage: 'One row for each change of value, about 60 bytes and the value, with two index entries.',
    writes:
      'A changed value costs an update and an insert in its history; other changes cost one comparison.',
    locks: 'Writers of one row wait for each other anyway; the exclusion adds no wait between rows.',
  },
  decision: {
    context: 'A few values have to be known for any day in the past, and an update destroys them.',
    decision:
      'The row holds the current value; a trigger keeps each one with its period in a history of its own, where periods of one row cannot overlap.',
    consequences:
      'Values before tracking began count as having held since ever. Retention of the histories is decided apart. Erasure reaches them.',
  },
  sources: ['004'],
}
