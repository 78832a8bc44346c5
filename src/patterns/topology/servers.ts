import { replicaHosts } from './pooler.ts'
import { sizesOf, type U, waitsFor } from './sizes.ts'

const standby = (host: string): string => `"${host.replace(/\..*$/, '').replaceAll('-', '_')}"`

/** postgresql.conf of the primary, as far as replicas and the pooler are concerned. */
export const primaryConf = (use: U): string => {
  const o = use.options
  const n = waitsFor(o)
  const names = replicaHosts(use).map(standby).join(', ')
  const sync =
    n > 0 && names !== ''
      ? `# A commit waits until ${n} of the replicas have it on disk: losing the primary loses no commit that was told.
synchronous_standby_names = 'ANY ${n} (${names})'
synchronous_commit = on
`
      : `# A commit waits for no replica: losing the primary may lose the last moments.
synchronous_standby_names = ''
synchronous_commit = on
`
  return `max_connections = ${o.maxConnections}
superuser_reserved_connections = 3
password_encryption = 'scram-sha-256'

wal_level = replica
max_wal_senders = ${o.replicas + 5}
max_replication_slots = ${o.replicas + 5}
# A replica that is gone must not fill the disk of the primary.
max_slot_wal_keep_size = '50GB'
wal_keep_size = '1GB'
checkpoint_timeout = '15min'
archive_mode = off

${sync}
idle_in_transaction_session_timeout = '5min'
tcp_keepalives_idle = 60
`
}

/** postgresql.conf of a replica. It must take at least as many connections as the primary. */
export const replicaConf = (use: U): string => `max_connections = ${use.options.maxConnections}
max_wal_senders = ${use.options.replicas + 5}
hot_standby = on
# Queries on the replica do not make the primary keep dead rows; long ones are cancelled after this instead.
hot_standby_feedback = off
max_standby_streaming_delay = '30s'
wal_receiver_status_interval = '1s'
# cluster_name is the name in synchronous_standby_names: replica_1, replica_2 …
cluster_name = 'replica_1'
`

export const notes = (use: U): string => {
  const o = use.options
  const s = sizesOf(o)
  const hosts = replicaHosts(use)
  const n = waitsFor(o)
  return `# Topology

One primary takes writes${hosts.length > 0 ? `; ${hosts.join(', ')} follow${hosts.length === 1 ? 's' : ''} it and answer${hosts.length === 1 ? 's' : ''} reads` : ''}. Applications reach them through PgBouncer only.

| what | how many | why |
|---|---|---|
| application servers | ${o.servers} | as planned |
| client connections | ${s.clients} | ${o.servers} × ${o.clients}; cheap, they live in the pooler |
| connections to the primary | ${s.pool} + ${s.reserve} | 2 × ${o.cores} cores + 1, and a reserve for a burst |
| max_connections | ${o.maxConnections} | ${s.needed} are needed: the pool, replicas, backups, people |

## Reads

| a read that | goes to |
|---|---|
| decides about a write | the primary, in the same transaction |
| follows the reader's own write | a replica that has replayed it, else the primary (helpers/read-routing.ts) |
| may be a moment old | any replica |

## When the primary is lost

- ${n > 0 ? `A commit has been on ${n} replica${n === 1 ? '' : 's'} before it was told. Promote the one that has received most.` : 'Replicas may lack the last moments. Promote the one that has received most (pg_last_wal_receive_lsn), and say what may be missing.'}
- Only one server may take writes. Fence the old primary (take its address, stop its service) before promoting another;
  a manager such as Patroni does that with a lease in a store of an odd number of nodes, so that a majority decides.
- Point PgBouncer at the new primary: change the host, then RELOAD; PAUSE and RESUME let running transactions end.
- The old primary comes back as a replica by pg_rewind, which needs wal_log_hints or data checksums.
- Practise it. A fail-over that was never done does not work.

## Encryption

- In transit: ssl = on on every server, hostssl only in pg_hba.conf, server_tls_sslmode = verify-full and
  client_tls_sslmode = require in pgbouncer.ini.
- At rest: encrypt the volumes (LUKS, or the provider's own keys), those of replicas, WAL archives and backups as well.
  It protects disks that leave the building, not rows from someone who may query: for those encrypt columns.
- Backups are encrypted with a key that is not kept beside them, and a restore is tried every month.

## The pooler

Transactions of different clients share a connection one after another. Settings are LOCAL to a transaction, and so
are advisory locks. LISTEN, and sessions that a migration tool keeps, connect to the primary directly.
${o.prepared > 0 ? `Prepared statements of the protocol work: PgBouncer 1.21 or newer follows ${o.prepared} a client.` : 'Clients prepare no statements by name; with PgBouncer 1.21 or newer they may, by max_prepared_statements.'}
`
}
