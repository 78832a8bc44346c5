import { definePattern } from '../../compile/api.ts'
import { derived } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'topology',
    version: 1,
    title: 'Topology',
    group: 'scale',
    scope: 'design',
    glyph: 'network',
    summary:
      'A pooler sized for the machine, replicas that answer reads, caches, and what happens when a server is lost.',
    also: 'read replica, replication, pgBouncer, connection pool, pooling, failover, high availability, HA, primary standby, load balancing',
  },
  options,
  claims: { derived, files },
})
