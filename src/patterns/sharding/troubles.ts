import type { Id } from '../../base/index.ts'
import { name, sql, type Template } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Remedy } from '../../compile/api.ts'
import { asked, givenSql } from '../kit/index.ts'
import type { Options } from './options.ts'
import {
  candidates,
  isChosen,
  isScoped,
  type Plan,
  planOf,
  type U,
  type Violation,
  violations,
} from './plan.ts'

const mapInstead: Remedy = {
  remedy: 'options',
  label: 'Keep a shard map instead, which asks nothing of keys',
  set: { kind: 'map' } satisfies Partial<Options>,
}
const automatic: Remedy = {
  remedy: 'options',
  label: 'Shard only what can be sharded as it is',
  set: { root: undefined, reference: [] },
}
const tenants: Remedy = {
  remedy: 'on',
  label: 'Switch row-level tenancy on: its column is the shard key of every table',
  pattern: 'tenancy-row',
}

const issue = (
  use: U,
  severity: IssueClaim['severity'],
  code: string,
  option: string,
  message: Template,
  objects: readonly Id[],
  waysOut: readonly Remedy[],
): IssueClaim => ({
  claim: 'issue',
  code: `sharding/${code}`,
  severity,
  objects: [...objects, use.id],
  option,
  message,
  waysOut,
})

const said: { readonly [R in Violation['rule']]: (v: Violation) => Template } = {
  key: (v) =>
    sql`${name(v.object)} of ${name(v.table)} does not hold the shard key, so uniqueness would have to be checked on every server; Citus refuses it. Add the column to the key.`,
  reference: (v) =>
    sql`${name(v.table)} references ${name(v.parent ?? v.table)} without the shard key, so the two may lie on different servers; Citus refuses it. Let the reference carry the shard key, or keep the table on every server.`,
  action: (v) =>
    sql`The reference of ${name(v.table)} to ${name(v.parent ?? v.table)} would change the shard key, which moves the row to another server; Citus refuses it. Let it restrict instead.`,
  identity: (v) =>
    sql`${name(v.table)}.${name(v.object)} counts with a small integer; on servers that count each for themselves Citus needs bigint. Change its type.`,
}

const broken = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] =>
  violations(facts, plan).map((v) =>
    issue(
      use,
      'error',
      v.rule,
      'root',
      said[v.rule](v),
      [v.table, v.object],
      [...(use.options.root && !isScoped(facts) ? [automatic] : []), mapInstead],
    ),
  )

const unknown = (facts: Facts, use: U): readonly IssueClaim[] => {
  const { root, reference } = use.options
  const gone = root !== undefined && root !== '' && !facts.object('table', root)
  const keyless = root && !gone && !facts.primaryKey(root)
  return [
    ...(gone || keyless
      ? [
          issue(
            use,
            'error',
            'no-root',
            'root',
            keyless
              ? sql`${name(root)} has no primary key, so nothing can be sharded by it. Give it one, or choose another table.`
              : sql`The table to shard by is not in the design. Choose another.`,
            [],
            [automatic],
          ),
        ]
      : []),
    ...(root && (reference as readonly Id[]).includes(root)
      ? [
          issue(
            use,
            'error',
            'root-everywhere',
            'reference',
            sql`${name(root)} cannot be both what everything is sharded by and kept whole on every server. Take it out of one of the two.`,
            [root],
            [
              {
                remedy: 'options',
                label: 'Shard by it',
                set: { reference: reference.filter((t) => t !== root) },
              },
            ],
          ),
        ]
      : []),
  ]
}

const judged = (use: U): boolean => use.options.queries.some((q) => givenSql(q.query))

/** Without a shard key most of the design stays whole: said, with the tables that could serve. */
const undecided = (facts: Facts, use: U): readonly IssueClaim[] => {
  if (isChosen(facts, use)) return []
  const ways = candidates(facts, use).slice(0, 2)
  return [
    issue(
      use,
      'warning',
      'choose',
      'root',
      sql`Nothing says by what rows belong together, so only tables are spread that no other table references, and every other one is kept whole on every server. Choose the table to shard by${ways[0] ? sql`, such as ${name(ways[0])}` : ''}; a good one is in most queries and has many rows of even size.`,
      [],
      [
        ...ways.map(
          (t, n): Remedy => ({
            remedy: 'options',
            label: `Shard by the table that fits ${n === 0 ? 'best' : 'second best'}`,
            set: { root: t },
          }),
        ),
        tenants,
        // Of a map the same is said as long as queries ask who answers them.
        ...(use.options.kind === 'map' || judged(use) ? [] : [mapInstead]),
        ...(use.options.kind === 'map'
          ? [{ remedy: 'options', label: 'Remove the sample queries', set: { queries: [] } } as const]
          : []),
      ],
    ),
  ]
}

const triggered = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] => {
  const spread = [...plan].flatMap(([t, p]) =>
    p.as === 'distributed' && facts.of('trigger', t).length > 0 ? [t] : [],
  )
  const [first] = spread
  return first === undefined
    ? []
    : [
        issue(
          use,
          'warning',
          'triggers',
          'kind',
          sql`${name(first)}${spread.length > 1 ? ` and ${spread.length - 1} more` : ''} would be spread and ${spread.length > 1 ? 'have' : 'has'} triggers. Citus runs triggers on distributed tables only with citus.enable_unsafe_triggers, and only where they touch rows of the same shard.`,
          spread,
          [mapInstead],
        ),
      ]
}

/** A query is answered by one shard if it compares the shard key of some spread table with a value. */
const scattered = (use: U, plan: Plan): readonly IssueClaim[] =>
  use.options.queries.flatMap((q, n) => {
    const query = givenSql(q.query)
    if (!query) return []
    const spread = [...new Set(query.refs.map((r) => r.id))].flatMap((id) => {
      const place = plan.get(id as Id<'table'>)
      return place?.as === 'distributed' ? [{ id, by: place.by }] : []
    })
    const equal = asked(query).conditions.filter((c) => c.is === 'equal' && !('call' in c))
    const [first] = spread
    if (!first || spread.some((t) => equal.some((c) => c.column === t.by))) return []
    return [
      issue(
        use,
        'warning',
        'scatter',
        `queries.${n}.query`,
        sql`A sample query on ${name(first.id)} does not say whose rows it wants: it asks every shard and gathers the answers. Compare ${name(first.by)} with a value, or answer it from a read model.`,
        [first.id],
        [
          {
            remedy: 'options',
            label: 'Accept it: remove the query',
            set: { queries: use.options.queries.filter((_, i) => i !== n) },
          },
        ],
      ),
    ]
  })

/** What no server could check once the two rows lie on different ones; a map asks nothing else of keys. */
const apart = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] =>
  violations(facts, plan).flatMap((v) =>
    v.rule !== 'reference' || v.parent === undefined
      ? []
      : [
          issue(
            use,
            'warning',
            'cross-shard',
            'root',
            sql`${name(v.table)} references ${name(v.parent)} without the shard key, so the two may lie on different servers, where no database checks the reference. Let it carry the shard key, or choose another table to shard by.`,
            [v.table, v.object],
            use.options.root && !isScoped(facts) ? [automatic] : [],
          ),
        ],
  )

/** A map leaves the tables as they are: what is said is where that will hurt. */
export const mapTroubles = (facts: Facts, use: U): readonly IssueClaim[] => {
  const plan = planOf(facts, use)
  if (!isChosen(facts, use)) return [...unknown(facts, use), ...(judged(use) ? undecided(facts, use) : [])]
  return [...unknown(facts, use), ...apart(facts, use, plan), ...scattered(use, plan)]
}

export const citusTroubles = (facts: Facts, use: U, plan: Plan): readonly IssueClaim[] => [
  ...unknown(facts, use),
  ...undecided(facts, use),
  ...broken(facts, use, plan),
  ...triggered(facts, use, plan),
  ...scattered(use, plan),
]
