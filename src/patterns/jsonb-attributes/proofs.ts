import type { Id } from '../../base/index.ts'
import { name, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { app, atScale, insert, nth, ofRow, proof, stmt } from '../kit/index.ts'
import type { Path } from './options.ts'
import { indexable, type U, valueAt } from './paths.ts'

type Json = string | number | boolean | { [key: string]: Json }
interface Tree {
  [key: string]: Json
}
const samples: Readonly<Record<Path['type'], Json>> = {
  text: 'x',
  numeric: 1,
  boolean: true,
  date: 'x',
  timestamp: 'x',
}

const put = (tree: Tree, keys: readonly string[], value: Json): void => {
  const [key, ...more] = keys
  if (key === undefined) return
  if (more.length === 0) {
    tree[key] = value
    return
  }
  const inner = tree[key]
  const next: Tree = typeof inner === 'object' ? inner : {}
  tree[key] = next
  put(next, more, value)
}

/** An object with every required key, and each path in its type. */
const sample = (use: U): Tree => {
  const tree: Tree = Object.fromEntries(use.options.required.map((k) => [k, 'x']))
  for (const p of indexable(use)) put(tree, p.path.split('.'), samples[p.type])
  return tree
}
const text = (tree: Tree): string => JSON.stringify(tree)

const from = (use: U, made: Made, where: ProofSql): ProofSql => [
  ...stmt`select * from ${qualified(use.table)} where `,
  ...where,
  ...ofRow(made, use.table),
]

/** An index serves the query that asks for few rows, and not the one that asks for all. */
const served = (
  use: U,
  made: Made,
  role: string,
  what: ReturnType<typeof sql>,
  index: Id,
  values: ReturnType<typeof sql>,
  few: ProofSql,
  all: ProofSql,
): readonly Proof[] => {
  const column = use.idOf<'column'>('column')
  const rows = atScale(made, use.table, {
    first: { [column]: text(sample(use)) },
    values: new Map([[column as Id, values]]),
    index,
    plans: [
      { query: from(use, made, few), by: 'index' },
      { query: from(use, made, all), by: 'scan' },
    ],
  })
  return rows ? [proof(use, role, what, [index], ...rows)] : []
}

const contained = (use: U, made: Made): readonly Proof[] => {
  if (use.options.gin === 'none') return []
  const c = name(use.idOf('column'))
  const tree = quoteLiteral(text({ ...sample(use), shared: true }))
  return served(
    use,
    made,
    'contained',
    sql`Rows of ${name(use.table)} with given attributes are found without reading all of them.`,
    use.idOf('gin'),
    sql`${tree}::jsonb || jsonb_build_object('copy', ${nth})`,
    stmt`${c} @> '{"copy": 77}'`,
    stmt`${c} @> '{"shared": true}'`,
  )
}

/** The object with another value at the path in each copy. */
const varying = (use: U, p: Path): ReturnType<typeof sql> => {
  const value = p.type === 'text' ? sql`'v' || ${nth}` : nth
  const nested = p.path
    .split('.')
    .reverse()
    .reduce((inner, k) => sql`jsonb_build_object(${quoteLiteral(k)}, ${inner})`, value)
  return sql`${quoteLiteral(text(sample(use)))}::jsonb || ${nested}`
}

const found = (use: U, made: Made, p: Path): readonly Proof[] => {
  if (p.type === 'boolean') return []
  const at = valueAt(use.idOf('column'), p)
  return served(
    use,
    made,
    `path:${p.path}`,
    sql`Rows of ${name(use.table)} are found by their ${p.path} without reading all of them.`,
    use.idOf(`path:${p.path}`),
    varying(use, p),
    p.type === 'text' ? stmt`${at} = 'v77'` : stmt`${at} = 77`,
    p.type === 'text' ? stmt`${at} >= ''` : stmt`${at} >= 0`,
  )
}

const refusedBy = (use: U, role: string, promise: ReturnType<typeof sql>, value: string): Proof =>
  proof(
    use,
    role,
    promise,
    [use.idOf(role)],
    app(insert(use.table, 'a', { [use.idOf('column')]: text(sample(use)) })),
    app(insert(use.table, 'x', { [use.idOf('column')]: value }, { refused: ['23514'], by: use.idOf(role) })),
  )

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const column = use.idOf<'column'>('column')
  if (!made.catalog.has(column)) return []
  const what = sql`The ${name(column)} of ${name(use.table)}`
  const [key] = use.options.required
  const { [key ?? '']: _without, ...rest } = sample(use)
  return [
    proof(
      use,
      'object',
      sql`${what} are one object, never a list or a bare value.`,
      [use.idOf('object')],
      app(insert(use.table, 'a', { [column]: text(sample(use)) })),
      app(insert(use.table, 'x', { [column]: '["x"]' }, { refused: ['23514'], by: use.idOf('object') })),
    ),
    ...(key === undefined
      ? []
      : [
          refusedBy(
            use,
            'required',
            sql`${what} always have ${use.options.required.join(', ')}.`,
            text(rest),
          ),
        ]),
    ...indexable(use)
      .filter((p) => p.type !== 'text')
      .map((p) => {
        const tree = sample(use)
        put(tree, p.path.split('.'), 'x')
        return refusedBy(
          use,
          `type:${p.path}`,
          sql`${p.path} of ${name(use.table)} is always ${p.type === 'numeric' ? 'a number' : 'true or false'}.`,
          text(tree),
        )
      }),
    ...contained(use, made),
    ...indexable(use).flatMap((p) => found(use, made, p)),
  ]
}
