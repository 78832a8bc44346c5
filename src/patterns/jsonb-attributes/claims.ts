import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { indexable, problems, typedAt, type U, valueAt, wordOf } from './paths.ts'

const columnId = (use: U): Id<'column'> => use.idOf('column')

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...problems(use),
  {
    claim: 'column',
    role: 'column',
    table: use.table,
    name: sql`${use.options.column}`,
    type: builtIn('jsonb'),
    notNull: true,
    // An empty object lacks the required keys, so rows have to say.
    ...(use.options.required.length > 0 ? {} : { default: rawSql(`'{}'::jsonb`) }),
    comment: 'Attributes that not every row has, as one JSON object.',
  },
]

const check = (use: U, role: string, called: Sql, expr: Sql): Claim<'keys'> => ({
  claim: 'add',
  kind: 'check',
  role,
  name: called,
  table: use.table,
  expr,
})

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const column = columnId(use)
  const called = (what: string): Sql => sql`${name(use.table)}_${name(column)}_${what}`
  const { required, gin } = use.options
  const has = required.map((k) => sql`${name(column)} ->> ${quoteLiteral(k)} is not null`)
  return [
    check(use, 'object', called('object'), sql`jsonb_typeof(${name(column)}) = 'object'`),
    ...(required.length > 0
      ? [
          check(
            use,
            'required',
            called('required'),
            sql`jsonb_typeof(${name(column)}) <> 'object' or (${joinSql(has, ' and ')})`,
          ),
        ]
      : []),
    ...indexable(use).flatMap((p): readonly Claim<'keys'>[] => [
      ...(p.type === 'text'
        ? []
        : [check(use, `type:${p.path}`, called(`${wordOf(p)}_type`), typedAt(column, p))]),
      {
        claim: 'add',
        kind: 'index',
        role: `path:${p.path}`,
        name: called(`${wordOf(p)}_idx`),
        table: use.table,
        elements: [{ expr: valueAt(column, p) }],
      },
    ]),
    ...(gin === 'none'
      ? []
      : [
          {
            claim: 'add',
            kind: 'index',
            role: 'gin',
            name: called('gin_idx'),
            table: use.table,
            method: 'gin',
            elements: [{ column, ...(gin === 'default' ? {} : { opclass: gin }) }],
          } as const,
        ]),
  ]
}

/** Told once scopes are known. */
export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  facts.scope(use.table) && (use.options.gin !== 'none' || indexable(use).length > 0)
    ? [
        {
          claim: 'issue',
          code: 'jsonb-attributes/not-leakproof',
          severity: 'info',
          option: 'gin',
          objects: [use.table, columnId(use)],
          message: sql`The operators of JSON are not leakproof, so behind the policy of ${name(use.table)} a tenant's query finds its rows by the tenant and filters them; the indexes on ${name(columnId(use))} serve roles that bypass row security.`,
        },
      ]
    : []
