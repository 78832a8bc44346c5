import { joinSql, name, qualified, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { isSplit } from '../kit/index.ts'
import { regionOf, type U } from './claims.ts'

/** How requests and storage follow the regions: what DDL alone cannot settle. */
export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const c = regionOf(facts, use)
  if ('claim' in c || !isSplit(facts, use)) return []
  const t = name(use.table)
  const regions = use.options.regions.filter((r) => r.values.length > 0)
  const lines = joinSql(
    regions.map(
      (r) =>
        sql`| ${r.name} | ${r.values.join(', ')} | ${t}_${r.name} | ${r.tablespace === '' ? 'default' : r.tablespace} |`,
    ),
    '\n',
  )
  // A filter on the whole table would be refused unless it is published under its own name.
  const publications = joinSql(
    regions.map(
      (r) => sql`    create publication residency_${r.name} for table ${qualified(use.idOf(`p:${r.name}`))};`,
    ),
    '\n',
  )
  return [
    {
      claim: 'file',
      path: `residency/${use.table.replace(/[^a-z0-9]+/gi, '-')}.md`,
      text: sql`# Where the rows of ${t} live

| region | ${name(c.id)} | partition | tablespace |
| --- | --- | --- | --- |
${lines}

One server, several volumes: a superuser makes each tablespace on storage in its region before the DDL runs,

    create tablespace NAME location '/path/on/the/volume';

and backups, WAL archives and replicas of this server still hold every region. Where a law forbids that, keep one
server a region and let each carry only its partition: publish the partition where its rows are written and subscribe
to it where they may be read.

${publications}

Routing, at the edge and once per request:

1. Decide the region from the account, never from where the request comes from: people travel.
2. Send the request to the servers of that region; a token that carries the region saves the look-up.
3. Name the region in each query, so that one partition is read: \`where ${name(c.id)} = $1\`.

A row that moves is deleted in one region and written in the other, in this order if the law asks for it: nothing may
be in both. Ask counsel which copies count: logs, caches, search indexes and analytics are copies too.
`,
    },
  ]
}
