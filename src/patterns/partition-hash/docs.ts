import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'One table takes so many writes or is so large that vacuum and indexes suffer, its rows are looked up by key, and no span of time or group parts them.',
  whenNot:
    'Where queries scan ranges, since each range is in every partition, and where old rows are to go in bulk: use ranges of time.',
  gains: [
    'Writes and vacuum spread over several tables and indexes',
    'With the primary key as what is hashed, keys and references stay as they are',
    'No partition has to be made later',
  ],
  costs: [
    'The number of partitions is hard to change: rows have to be moved',
    'Queries that do not name the columns read all partitions',
    'Old rows cannot be dropped as a partition',
    'A column of few values, such as a status or a yes or no, leaves partitions empty: rows spread evenly only where values are many',
  ],
  cost: {
    storage: 'None, if the primary key is hashed.',
    writes: 'A hash of the columns for each row.',
    locks: 'Making the table so takes a copy of it; afterwards nothing out of the ordinary.',
  },
  decision: {
    context: 'The table is too busy or too large for one heap, and there is no natural way to part it.',
    decision: 'Rows are spread over a fixed number of partitions by a hash of their key.',
    consequences: 'Queries should name the key. To grow, double the modulus partition by partition.',
  },
  sources: ['001', '004'],
}
