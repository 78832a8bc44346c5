import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A change in the database has to become known elsewhere, in a broker, a search index or another service, and the two must not disagree after a crash.',
  whenNot:
    'Where the only reader is this database, or where losing a notice now and then does no harm. For the full stream of all changes, logical decoding reads the log itself.',
  gains: [
    'A message exists exactly when its change was committed',
    'Several relays work side by side and never hand out one message twice at the same time',
    'Messages about one thing keep their order, also when their transactions overlapped',
    'A worker that answers after its lease is over disturbs no one who has claimed the message since',
    'A message that cannot be delivered is set aside, seen, and sent again later',
  ],
  costs: [
    'Delivery is at least once: consumers have to recognise what they have seen, as an inbox does',
    'A relay has to run, and to be watched',
    'Transactions that write messages about the same thing wait for each other',
    'Payloads are copies: erasure has to reach them, and sent ones have to be purged',
  ],
  cost: {
    storage:
      'One row a message, about 150 bytes and its payload, until it is purged; the partial indexes hold those alone that wait or were given up.',
    writes:
      'One insert with the change, one update for each attempt, one for the confirmation. NOTIFY takes a short lock at commit.',
    locks:
      'A change of a row needs no lock but the row’s own; publishing by hand locks the row that the message is about, and takes one advisory lock for each aggregate until the transaction ends. Claims skip rows that others hold and never wait.',
  },
  decision: {
    context:
      'A write to the database and a message to a broker cannot be one transaction, and either could fail alone.',
    decision:
      'Messages are rows, written in the transaction of their change; relays lease them, send them, and confirm them.',
    consequences:
      'Relays log in with a role that may claim and confirm, and nothing else. Consumers handle a repeated message. A job purges what was sent.',
  },
  sources: ['000 III', '003', '004'],
}
