import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A few columns hold what must not be readable in a backup, a replica or a report: identity numbers, bank accounts, health data.',
  whenNot:
    'For whole tables (encrypt the disk), for what is searched by parts or sorted, and where the server itself is not trusted: it sees the key with every write, so encrypt in the application instead.',
  gains: [
    'Backups, dumps and copies hold ciphers',
    'Reading in plain text takes a role and a key, each granted on its own',
    'Equal values are still found and kept unique, by a keyed hash',
    'The key is in no statement of the schema',
  ],
  costs: [
    'No sorting, ranges, parts of words or joins by the value',
    'Whoever has the key can decrypt with pgcrypto; the role guards the ready-made way',
    'The blind index shows which rows are equal; with few possible values that tells much',
    'Losing the key loses the data; changing it means writing every row anew',
  ],
  cost: {
    storage: 'Some 70 bytes more a value, 32 more for the hash, and its index.',
    writes:
      'Some microseconds a value, about a millisecond with a stretched key; as much again for each row that is read in plain text.',
    locks: 'Encrypting a filled column writes every row anew.',
  },
  decision: {
    context: 'Some values would do harm in the hands of those who may read the table or its backups.',
    decision:
      'They are encrypted as they are written, with a key that only sessions know; one role reads them in plain text.',
    consequences:
      'Sessions set the key before they write. Statement logs must not hold parameters. Histories and audit logs hold ciphers too.',
  },
  sources: ['004'],
}
