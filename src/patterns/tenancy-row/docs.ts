import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Many tenants of moderate size share one database and one schema: the cheapest form to run, with one migration for all of them.',
  whenNot:
    'When a contract or a law asks for separate storage, or a few tenants are so large that they disturb the others: give those a schema or a database of their own.',
  gains: [
    'Isolation holds in the database, whatever a query forgets',
    'References cannot cross tenants, not even by mistake of the owner',
    'One schema, one migration, one pool for all tenants',
  ],
  costs: [
    'Every key grows by the tenant, and so does every index',
    'Each transaction has to name its tenant, or it sees nothing',
    'Functions that are not leakproof cannot use an index behind a policy',
    'A busy tenant shares its resources with the others',
  ],
  cost: {
    storage: '8 to 16 bytes a row and as much again in each index that leads with the tenant.',
    writes: 'The policy is one comparison a row; the reference to the tenant takes one key-share lock a row.',
    locks:
      'Enabling policies takes a short ACCESS EXCLUSIVE lock; widening keys builds new unique indexes, best done concurrently.',
  },
  decision: {
    context: "Tenants share tables, and one tenant seeing another's rows would be the worst of failures.",
    decision:
      'Every tenant row carries its tenant; keys and references include it; forced row-level security compares it with the setting of the transaction.',
    consequences:
      'The application opens every transaction with its tenant. Jobs across tenants run as the maintenance role, which bypasses the policies and must be guarded.',
  },
  sources: ['001', '003', '004'],
}
