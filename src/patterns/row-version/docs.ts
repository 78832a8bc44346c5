import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Two people can open the same row in a form, and the second to save must not silently undo the first.',
  whenNot:
    'Where changes add up instead of replacing each other, such as counters, or where one transaction reads and writes: a row lock does that better.',
  gains: ['A lost update becomes an error that can be handled', 'No lock is held while someone thinks'],
  costs: ['Every form has to carry the version it read', 'The one who loses has to look again and repeat'],
  cost: {
    storage: '8 bytes a row.',
    writes: 'One trigger call per updated row; no additional row is written.',
    locks: 'Adding the column needs no rewrite: its default is a constant.',
  },
  decision: {
    context:
      'Rows are edited by several people at once, and the last write used to win without anyone noticing.',
    decision:
      'Rows carry a counter; a write that sends an older one is refused with a serialization failure.',
    consequences: 'Clients read the version with the row, send it back, and handle SQLSTATE 40001.',
  },
  sources: ['001', '004'],
}
