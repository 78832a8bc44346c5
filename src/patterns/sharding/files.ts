import type { Id } from '../../base/index.ts'
import { joinSql, literal, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { inOrder, planOf, type U, violations } from './plan.ts'

const deployment = (facts: Facts, use: U): Sql => {
  const plan = planOf(facts, use)
  const refused = new Set<Id>(violations(facts, plan).map((v) => v.table))
  const ordered = inOrder(facts, [...plan.keys()])
  const everywhere = ordered.flatMap((t) =>
    plan.get(t)?.as === 'reference' && !refused.has(t)
      ? [sql`select create_reference_table(${regclass(t)});`]
      : [],
  )
  const spread = ordered.flatMap((t) => {
    const place = plan.get(t)
    if (place?.as !== 'distributed' || refused.has(t)) return []
    const beside =
      place.group === t ? sql`'none', shard_count => ${use.options.shards}` : sql`${regclass(place.group)}`
    return [
      sql`select create_distributed_table(${regclass(t)}, ${literal(place.by)}, colocate_with => ${beside});`,
    ]
  })
  const left = ordered
    .filter((t) => refused.has(t))
    .map((t) => sql`-- ${qualified(t)}: breaks a rule, see shard_violations`)
  return sql`${rawSql(`-- Run on the coordinator, once the schema is applied and shard_violations is empty. Parents come before children,
-- and the first table of a group before those that lie beside it.
create extension if not exists citus;
set citus.shard_replication_factor = 1;

-- Whole on every server.
`)}${joinSql(everywhere, '\n')}${rawSql('\n\n-- Spread by the shard key.\n')}${joinSql([...spread, ...left], '\n')}\n`
}

const citusNotes = `# Moving to several servers with Citus

1. Ask \`shard_violations\`: it is empty, or the deployment is refused half-way.
2. Add the workers: \`select citus_add_node('worker-1.internal', 5432);\`
3. Run citus.sql. On tables with rows in use, take \`create_distributed_table_concurrently\` instead: writes go on, but it
   wants a primary key, and foreign keys to tables that are not spread yet have to be added afterwards.
4. Compare counts and checksums of each table with those from before.
5. \`select truncate_local_data_after_distributing_table('…')\` frees the rows that stayed on the coordinator.
6. Later: \`select citus_rebalance_start();\` after adding a server, and isolate_tenant_to_new_shard for one that is too large.

What changes for queries: one that compares the shard key with a value goes to one server; others go to all of them.
Joins work between tables of one group by the shard key, and with tables that are on every server. Transactions over
several servers commit in two phases.

The rules were checked against what Citus documents, and the calls against functions that enforce the same rules; Citus
itself did not run here.
`

const mapNotes = (use: U): string => `# A map of logical shards

Keys hash to ${use.options.shards} logical shards, for ever; the map says which server holds a shard. Moving a shard changes a row of the
map, never a key.

1. \`select add_shard_node('one', 'one.internal')\` for each server, then \`select rebalance_shards()\`.
2. Every server has the schema of this bundle; the map lives on one of them, or apart.
3. The application asks the map (helpers/shard-map.ts keeps it for some seconds) and opens the server's pool.

Moving a shard after \`rebalance_shards()\` planned it:

1. From the plan on, writes go to both servers (\`shard_write_hosts\`). Wait until every application has read the map again.
2. Copy the rows of the shard; ON CONFLICT DO NOTHING keeps the newer ones that were written meanwhile.
3. Compare counts and checksums of the shard on both servers.
4. \`select finish_shard_move(id)\`. Reads go to the new server; remove the rows from the old one after a while.
\`cancel_shard_move(id)\` gives it up at any time before.

Across shards there is no join, no unique key and no transaction. What has to be unique everywhere lives beside the map;
what is asked over all shards is answered by a read model.
`

const helper = (use: U): string => `import { createHash } from 'node:crypto'

/** The number of logical shards. It is part of every key's place and never changes. */
export const shards = ${use.options.shards}

/** The logical shard of a key, as the database's shard_of finds it. */
export const shardOf = (key: string): number =>
  createHash('md5').update(key, 'utf8').digest().readUInt32BE(0) % shards

export interface Hosts {
  /** Answers reads. */
  readonly read: string
  /** Take writes: two while the shard is on its way. */
  readonly write: readonly string[]
}
/** Asks the map for a key: shard_host and shard_write_hosts. */
export type Ask = (key: string) => Promise<Hosts>

/**
 * Keeps what the map said for some seconds. A move waits for that long before it copies, so that no writer misses the
 * new server.
 */
export const createShardMap = (ask: Ask, seconds: number, now: () => number = Date.now) => {
  const known = new Map<number, { readonly until: number; readonly hosts: Promise<Hosts> }>()
  return (key: string): Promise<Hosts> => {
    const shard = shardOf(key)
    const old = known.get(shard)
    if (old !== undefined && old.until > now()) return old.hosts
    const hosts = ask(key)
    known.set(shard, { until: now() + seconds * 1000, hosts })
    hosts.catch(() => known.delete(shard))
    return hosts
  }
}
`

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] =>
  use.options.kind === 'map'
    ? [
        { claim: 'file', path: 'sharding/NOTES.md', text: rawSql(mapNotes(use)) },
        { claim: 'file', path: 'helpers/shard-map.ts', text: rawSql(helper(use)) },
      ]
    : [
        { claim: 'file', path: 'sharding/NOTES.md', text: rawSql(citusNotes) },
        { claim: 'file', path: 'sharding/citus.sql', text: deployment(facts, use) },
      ]
