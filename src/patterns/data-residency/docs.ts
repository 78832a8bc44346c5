import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A law or a contract says in which country or region the rows of some people have to be kept.',
  whenNot:
    'Where all data may be in one place, or where no copy whatever may leave a region: then give each region a server of its own and let the application route.',
  gains: [
    'Each row says where it belongs, and one that belongs nowhere is refused',
    'The rows of a region are one table: stored, published, backed up and counted apart',
    'A query that names the region touches no other',
  ],
  costs: [
    'Every key, and every reference to the table, also carries the region',
    'Reports over all regions read all partitions, or several servers',
    'A tablespace moves the files of one server only: its WAL, backups and replicas hold everything',
  ],
  cost: {
    storage: 'The region in each row and key.',
    writes: 'One more check a row.',
    locks: 'Another region is another partition: SHARE UPDATE EXCLUSIVE on the table.',
  },
  decision: {
    context: 'Rows of different people fall under rules on where data is kept.',
    decision:
      'The table is partitioned by region; a check refuses rows of no known region, and the region of a row does not change.',
    consequences:
      'Requests are routed by the region of the account. Storage, publication and backup are set up per partition; the bundle says how.',
  },
  sources: ['004'],
}
