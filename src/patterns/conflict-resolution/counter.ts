import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { isRow, names, pinnedPath, primaryKey, rowKey, tenantAs } from '../kit/index.ts'
import { nodeOf, type U } from './shared.ts'

export const tables = (use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'table',
    role: 'counts',
    name: sql`${name(use.table)}_${use.options.counter}`,
    beside: use.table,
    holds: 'facts',
    comment: 'What each server counted, up and down; a server writes its own rows only.',
  },
]

/** The companion's columns that name the row, in the order of its primary key. */
const keyIn = (facts: Facts, use: U): readonly Id<'column'>[] =>
  (facts.primaryKey(use.table)?.columns ?? [])
    .filter((k) => k !== facts.scope(use.table))
    .map((k) => use.idOf<'column'>(`row:${k}`))

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const table = use.idOf<'table'>('counts')
  const sum = (role: string): Claim<'columns'> => ({
    claim: 'column',
    role,
    table,
    name: sql`${role}`,
    type: builtIn('bigint'),
    notNull: true,
    default: rawSql('0'),
  })
  return [
    ...(facts.primaryKey(use.table)?.columns ?? []).map(
      (k): Claim<'columns'> => ({
        claim: 'column',
        role: `row:${k}`,
        table,
        name: sql`${name(use.table)}_${name(k)}`,
        type: facts.object('column', k)?.type ?? builtIn('text'),
        notNull: true,
      }),
    ),
    { claim: 'column', role: 'node', table, name: sql`node`, type: builtIn('text'), notNull: true },
    sum('up'),
    sum('down'),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('counts')
  const key = (facts.primaryKey(use.table)?.columns ?? []).map((k) => use.idOf<'column'>(`row:${k}`))
  const [up, down] = [name(use.idOf('up')), name(use.idOf('down'))]
  return [
    primaryKey(table, [...key, use.idOf<'column'>('node')]),
    {
      claim: 'add',
      kind: 'check',
      role: 'check',
      name: sql`${name(table)}_check`,
      table,
      expr: sql`${up} >= 0 and ${down} >= 0`,
    },
  ]
}

const scopes = (facts: Facts, use: U): { readonly column: Id<'column'>; readonly value: Sql } | undefined => {
  const column = facts.scope(use.idOf('counts'))
  return column ? { column, value: tenantAs(facts, column) } : undefined
}

const params = (
  facts: Facts,
  use: U,
  role: string,
  more: readonly (readonly [string, string, string?])[],
) => {
  const id = use.idOf<'routine'>(role)
  const key = rowKey(facts, use.table)
  return [
    ...key.map((c, i) => ({
      id: `${id}/k${i + 1}` as Id,
      name: i === 0 ? 'row_key' : `row_key_${i + 1}`,
      type: c.type,
    })),
    ...more.map(([n, type, fallback]) => ({
      id: `${id}/${n}` as Id,
      name: n,
      type: builtIn(type),
      ...(fallback === undefined ? {} : { default: rawSql(fallback) }),
    })),
  ]
}

/** `insert … on conflict do update`: adding is done by the row itself, so that adders do not lose each other's. */
const upsert = (
  facts: Facts,
  use: U,
  node: Sql,
  up: Sql,
  down: Sql,
  set: (c: Sql, given: Sql) => Sql,
): Sql => {
  const key = keyIn(facts, use)
  const scope = scopes(facts, use)
  const [u, d] = [name(use.idOf('up')), name(use.idOf('down'))]
  const node_ = use.idOf<'column'>('node')
  return sql`insert into ${qualified(use.idOf('counts'))} as c (${names([...(scope ? [scope.column] : []), ...key, node_, use.idOf('up'), use.idOf('down')])})
select ${joinSql([...(scope ? [scope.value] : []), ...key.map((_, i) => sql`$${i + 1}`), node, up, down], ', ')}
from ${qualified(use.table)} where ${isRow(facts, use.table)}
on conflict (${names([...(scope ? [scope.column] : []), ...key, node_])}) do update
set ${u} = ${set(sql`c.${u}`, sql`excluded.${u}`)}, ${d} = ${set(sql`c.${d}`, sql`excluded.${d}`)}`
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const key = keyIn(facts, use)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const n = key.length
  const counts = use.idOf<'table'>('counts')
  const gone = joinSql(
    (facts.primaryKey(use.table)?.columns ?? []).flatMap((k) => {
      const to = k === facts.scope(use.table) ? facts.scope(counts) : use.idOf<'column'>(`row:${k}`)
      return to ? [sql`c.${name(to)} = old.${name(k)}`] : []
    }),
    ' and ',
  )
  const merge: Claim<'rows'> = {
    claim: 'add',
    kind: 'routine',
    role: 'merge',
    name: sql`merge_${name(counts)}`,
    schema,
    params: params(facts, use, 'merge', [
      ['node', 'text'],
      ['up', 'bigint'],
      ['down', 'bigint'],
    ]),
    returns: rawSql('void'),
    language: 'sql',
    settings: pinnedPath,
    body: sql`
${upsert(facts, use, sql`$${n + 1}`, sql`$${n + 2}`, sql`$${n + 3}`, (c, given) => sql`greatest(${c}, ${given})`)}
`,
    comment: 'Takes what another server has counted so far; in any order and any number of times.',
  }
  return [
    {
      claim: 'trigger',
      role: 'forget',
      rank: 70,
      table: use.table,
      timing: 'after',
      events: ['delete'],
      definer: true,
      body: sql`
begin
  delete from ${qualified(counts)} c where ${gone};
  return null;
end
`,
      comment: 'Removes the counts of a removed row.',
    },
    { claim: 'access', table: counts, app: 'write' },
    {
      claim: 'add',
      kind: 'routine',
      role: 'add',
      name: sql`add_${name(counts)}`,
      schema,
      params: params(facts, use, 'add', [['amount', 'bigint', '1']]),
      returns: rawSql('void'),
      language: 'sql',
      settings: pinnedPath,
      body: sql`
${upsert(facts, use, nodeOf(use), sql`greatest($${n + 1}, 0)`, sql`greatest(-$${n + 1}, 0)`, (c, given) => sql`${c} + ${given}`)}
`,
      comment: 'Adds to the counter of the row, or takes away, on this server.',
    },
    ...(use.options.merge ? [merge] : []),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const counts = facts.object('table', use.idOf('counts'))
  if (!counts) return []
  const scope = facts.scope(counts.id)
  const key = [...(scope ? [scope] : []), ...keyIn(facts, use)]
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'totals',
      name: sql`${name(counts.id)}_totals`,
      schema: counts.schema,
      securityInvoker: true,
      query: sql`select ${names(key)}, sum(${name(use.idOf('up'))} - ${name(use.idOf('down'))})::bigint as total
from ${qualified(counts.id)}
group by ${names(key)}`,
      comment: 'The counter of each row, over all servers.',
    },
  ]
}
