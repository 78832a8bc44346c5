import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A fact holds from some day until another, and people enter it before or after that day: prices, salaries, contracts, tax rates, addresses.',
  whenNot:
    'When only the moment of the change matters, not the time the fact is about: a history table records that by itself. When both matter, keep both times: bitemporal.',
  gains: [
    'Two versions can never hold at once, whoever writes them and however many at a time',
    'What held on any day is one call, and the future can be entered ahead',
    'Ending one version and opening the next is one call that does both or neither',
    'Other unique keys and exclusions keep their meaning: at any one time',
  ],
  costs: [
    'One row for each version: a reference to the thing itself needs a table of its own',
    'Queries have to say which time they are about, or use the view',
    'An upsert with ON CONFLICT cannot aim at an exclusion',
  ],
  cost: {
    storage:
      'One row a version, 25 to 30 bytes for the period, and a GiST index of about twice the size of a B-tree.',
    writes:
      'Each write searches the GiST index for overlaps; about two to three times the cost of a unique index.',
    locks:
      'Adding the constraint to a filled table scans it under ACCESS EXCLUSIVE. Writers of one key wait for each other, no others do; where gaps are refused, a transaction that wrote more than a thousand versions commits alone.',
  },
  decision: {
    context: 'Values change over time, and the values of other times are still asked for and computed with.',
    decision:
      'Each row holds for a period that excludes its end; the database refuses overlapping periods of one key.',
    consequences:
      'The primary key names a version. What names the thing is its natural key, which no plain foreign key can aim at any more.',
  },
  sources: ['000 IV', '002', '004'],
}
