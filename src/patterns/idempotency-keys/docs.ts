import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A request has effects that must not happen twice, such as a payment or an order, and its sender repeats it when the answer gets lost.',
  whenNot:
    'Where repeating a request changes nothing anyway: a read, setting a value, an insert with a natural key that refuses the second one by itself.',
  gains: [
    'A repeated request gets the first answer, also when both come at the same moment',
    'A key that is used for another request by mistake is refused',
    'A worker that dies in between blocks the key only until its lease ends, and cannot answer late',
  ],
  costs: [
    'Clients have to send a key, and the same one when they repeat',
    'Answers are kept for a while, with what they tell of persons',
    'Effects outside of the database still need a key of their own at the other end',
  ],
  cost: {
    storage: 'One row a request with its answer, until the key expires and the purge has run.',
    writes: 'One insert and one update for each request.',
    locks:
      'Requests with the same key wait for each other while a claiming transaction is open; others never meet.',
  },
  decision: {
    context: 'Networks lose answers, clients repeat requests, and the second run of some would do harm.',
    decision:
      'A request claims its key before it acts and stores its answer under it, in the transaction of its changes where it can.',
    consequences:
      'Handlers go through one helper. Those that call other systems claim in a transaction of their own and complete with the attempt they were given. A job purges expired keys.',
  },
  sources: ['000 III'],
}
