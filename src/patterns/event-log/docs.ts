import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'The state is read all the time and what led to it now and then: orders, tickets, subscriptions, anything with a timeline that support and analytics look at.',
  whenNot:
    'When the state has to be derived from the events and from nothing else: that is an event store. When every version of every column is asked for: a history table has that without naming events.',
  gains: [
    'The state is one row, and nothing is ever replayed to read it',
    'Events say why, in words of the business, with what belongs to them',
    'Changes of chosen columns become events by themselves',
    'The application writes events through one call, and cannot change or remove them',
  ],
  costs: [
    'State and events can tell different stories where the application forgets to write one',
    'The log grows with every event until it is cut by time',
  ],
  cost: {
    storage: 'About 100 bytes an event with its payload, and three index entries.',
    writes: 'One insert for each event; a watched column costs one comparison for each update.',
    locks: 'None: events are only ever added.',
  },
  decision: {
    context: 'People ask how a row came to be what it is, and its columns say only what it is.',
    decision:
      'The table stays the source of truth; a table of events beside it records what happened, written by a call and by a trigger for chosen columns.',
    consequences:
      'The application names its events and writes them in the transaction that changes the state. How long they are kept is decided apart. Erasure reaches their payloads.',
  },
  sources: ['002'],
}
