import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Ten to a thousand tenants that want their data apart, with backups and restores of one tenant, on one server.',
  whenNot:
    'For thousands of small tenants, where the catalog grows by every table of each; for reports across tenants; and where a contract asks for separate storage, which needs a database of its own.',
  gains: [
    'No query can mix tenants by a forgotten condition',
    'One tenant can be dumped, restored, moved or dropped alone',
    'No tenant column in keys and indexes',
  ],
  costs: [
    'Every migration runs once a tenant, and one of them can fail',
    'The catalog grows by all tables, indexes and routines for each tenant; planning and dumps slow down past some thousand',
    'Every transaction has to set its path; a pool must not leak it to the next',
    'Questions across tenants need a query for each',
  ],
  cost: {
    storage: 'At least 16 kB for each table and index of each tenant, empty or not.',
    writes: 'None beyond the tables themselves.',
    locks:
      'Making or dropping a tenant locks its own objects; a migration takes its locks in each tenant in turn.',
  },
  decision: {
    context: "Tenants want their data apart, and each one's data is to be saved and restored alone.",
    decision:
      'Every tenant has a schema with a copy of the design, made and migrated by functions that report each tenant. The design itself is the template.',
    consequences:
      'Transactions set the search path through one helper. Migrations go to the design first and then to the tenants. The number of tenants is watched.',
  },
  sources: ['003', '004'],
}
