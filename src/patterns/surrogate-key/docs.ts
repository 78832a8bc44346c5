import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'For nearly every table that others refer to: what people call a row (an e-mail address, an order number) changes, and a key without meaning never has to.',
  whenNot:
    'On join tables, whose two references are their key, and on small lists of codes that never change. Random UUIDs only where ids must not tell anything, not even their age.',
  gains: [
    'References never change when what people call a row does',
    'What people call a row stays unique beside it',
    'A number is small and fast; a UUID can be made anywhere before the row is written',
  ],
  costs: [
    'One more column and index, and a join where the natural key would have said enough',
    'Numbers that count up tell how many rows there are',
    'COPY and OVERRIDING SYSTEM VALUE still write a number of their own; the counter does not know of it',
    'UUIDs take twice the space of a bigint, in every table that refers to them too',
  ],
  cost: {
    storage: '8 bytes a row for a number and 16 for a UUID, once more in the index and in each reference.',
    writes:
      'Numbers and time-ordered UUIDs are added at the right edge of the index; random ones touch a page each, which shows once the index outgrows memory.',
    locks:
      'A new identity or UUID column rewrites a filled table. Changing the kind of a key rewrites it and every table that refers to it.',
  },
  decision: {
    context: 'Rows need a name that other rows can hold on to for good.',
    decision:
      'A key without meaning, given by the database; what people call a row is a unique key of its own.',
    consequences: 'Addresses and interfaces show ids. Imports look rows up by their natural key.',
  },
  sources: ['000 V', '003'],
}
