import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Up to a hundred or so tenants who pay for separate storage, or have to have it: own backups, own server, own region.',
  whenNot:
    'For thousands of small tenants, who would each need connections, backups and migrations. Let them share by row, and move out the few that grow: the hybrid model does that.',
  gains: [
    'Nothing of one tenant can reach another, not even by a mistake of a superuser in SQL',
    'Each tenant is saved, restored, moved and tuned alone',
    'A noisy tenant can get a server of its own',
  ],
  costs: [
    'Every migration runs once a tenant, and versions differ while it does',
    'Connections and pools multiply with the tenants',
    'Questions across tenants need another system',
    'The registry has to be reachable for anyone to connect',
  ],
  cost: {
    storage: 'About 8 MB for each empty database, beside its tables.',
    writes: 'None beyond the tables themselves.',
    locks: 'Moving a tenant closes it while its rows are copied and compared.',
  },
  decision: {
    context: 'Some tenants must not share storage with others.',
    decision:
      'A registry says where each tenant is. Scripts make, migrate and move their databases and write down what happened.',
    consequences:
      'The application asks the registry before it connects. Migrations have to suit two versions of the code. Servers, backups and pools are watched for each tenant.',
  },
  sources: ['001', '003', '004'],
}
