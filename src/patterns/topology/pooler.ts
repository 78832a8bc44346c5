import { rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { sizesOf, type U } from './sizes.ts'

/** `primary.internal` → `replica-1.internal`. */
export const replicaHosts = (use: U): readonly string[] => {
  const dot = use.options.primary.indexOf('.')
  const rest = dot < 0 || /^[\d.]+$/.test(use.options.primary) ? '' : use.options.primary.slice(dot)
  return Array.from({ length: use.options.replicas }, (_, i) => `replica-${i + 1}${rest}`)
}

const isScoped = (facts: Facts): boolean => facts.tables().some((t) => facts.scope(t.id) !== undefined)

const reset = (facts: Facts): Sql =>
  isScoped(facts)
    ? sql`${rawSql(`
; The tenant of a transaction is set with SET LOCAL (or set_config(…, true)) and ends with it. A plain SET would stay
; on the server connection and reach the next client, which may be another tenant's. So settings and the role are put
; back after every transaction: one message more each, which the connection's next client does not wait for.
; The settings: `)}${facts.settings.actor}, ${facts.settings.tenant}${rawSql(`
server_reset_query = RESET ALL; RESET ROLE
server_reset_query_always = 1
`)}`
    : rawSql(`
; Nothing that lasts longer than a transaction may be used through this pooler: no SET, LISTEN, advisory lock of a
; session, temporary table kept over a commit.
server_reset_query =
`)

/** pgbouncer.ini: many clients share few connections, each for one transaction at a time. */
export const poolerFile = (facts: Facts, use: U): Sql => {
  const o = use.options
  const s = sizesOf(o)
  const hosts = replicaHosts(use)
  const readers = hosts.length > 0 ? hosts.join(',') : o.primary
  const prepared =
    o.prepared > 0
      ? `\n; PgBouncer 1.21 and newer: protocol-level prepared statements follow the client to any connection.\nmax_prepared_statements = ${o.prepared}\n`
      : ''
  return sql`${rawSql(`;; ${o.servers} application servers with ${o.clients} clients each share ${s.pool} connections: 2 × ${o.cores} cores + 1.
;; More would make queries wait for one another inside the server instead of in the queue before it.

[databases]
; Writes, and reads that must see them.
${o.database} = host=${o.primary} port=5432 dbname=${o.database}
; Reads that may be a moment old.${hosts.length > 0 ? '' : ' There is no replica: the primary answers them.'}
${o.database}_read = host=${readers} port=5432 dbname=${o.database}

[pgbouncer]
listen_addr = *
listen_port = 6432
auth_type = scram-sha-256
auth_file = /etc/pgbouncer/userlist.txt
logfile = /var/log/postgresql/pgbouncer.log
pidfile = /var/run/postgresql/pgbouncer.pid

pool_mode = transaction
default_pool_size = ${s.pool}
reserve_pool_size = ${s.reserve}
reserve_pool_timeout = 3
max_client_conn = ${s.clients}
max_db_connections = ${s.pool + s.reserve}
`)}${reset(facts)}${rawSql(`${prepared}
; Clients of Java and others send these at the start; they have no effect that lasts.
ignore_startup_parameters = extra_float_digits

; A client that leaves a transaction open holds one of ${s.pool} connections.
idle_transaction_timeout = 60
query_wait_timeout = 30
server_idle_timeout = 300
server_lifetime = 3600
`)}`
}
