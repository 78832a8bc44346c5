import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'How a state came about is the business itself: ledgers, bookings, claims, anything where a dispute is settled by what happened rather than by what is.',
  whenNot:
    'For ordinary records that people edit. State plus an event log gives the history at a fraction of the effort, because nothing has to be replayed to be read.',
  gains: [
    'Nothing is ever overwritten: the state at any time can be told and explained',
    'New ways to read the past can be added later and filled by replaying',
    'Two writers that decided on the same state cannot both win',
    'The current state is one row, in the same transaction as its event',
  ],
  costs: [
    'Events of transactions that overlap are not committed in the order of their numbers: what follows the whole log needs an outbox',
    'Events are for ever: a new form of them has to be read beside the old one',
    'Queries go to projections, which have to be designed and rebuilt',
    'Erasing a person means taking values out of events that are otherwise never touched',
    'Changing how events are applied calls for a rebuild',
  ],
  cost: {
    storage:
      'Every event stays: a row with its JSON, three index entries, and one more row each time a snapshot is taken.',
    writes:
      'An append is one insert, one upsert of the current state, and a look at the last version by index.',
    locks:
      'Writers of one aggregate wait for each other at its unique version only; writers of different aggregates never do.',
  },
  decision: {
    context: 'The state alone does not say how it came about, and that is what is asked.',
    decision:
      'Events are the source of truth, appended with the version that the writer has read; states, snapshots and projections are made from them.',
    consequences:
      'The application decides on a version and repeats on SQLSTATE 40001. Forms of events are versioned and upcast on reading. No one updates or deletes an event.',
  },
  sources: ['000 I', '001', '004'],
}
