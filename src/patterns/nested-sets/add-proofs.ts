import { joinSql, literal, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofSql } from '../../compile/api.ts'
import { app, columnsOf, insert, key, matching, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { args, calling, chain, type Links, named } from '../kit/tree-proof.ts'
import { isBeside, keyIn, type U } from './sets.ts'

/** Columns that nobody writes: the row that is added gets its own. */
const unwritten = (l: Links, made: Made): Sql => {
  const own = columnsOf(made.catalog, l.table).filter((c) => c.generated || c.identity === 'always')
  return sql`array[${joinSql(
    own.map((c) => sql`${literal(c.id)}`),
    ', ',
  )}]::text[]`
}

/** Takes a row out and adds one of its values: those that the table demands are not known here. */
const added = (use: U, l: Links, made: Made, row: string, below: ProofSql, first: boolean): ProofSql => [
  ...stmt`do $add$
declare
  values_of_row jsonb;
begin
  select to_jsonb(source) - ${unwritten(l, made)} into values_of_row from ${qualified(l.table)} source where ${key(row)};
  delete from ${qualified(l.table)} where ${key(row)};
  perform ${qualified(use.idOf('add'))}(values_of_row, `,
  ...below,
  ...stmt`, ${String(first)});
end
$add$`,
]

/** The rows at the top, in their order. */
const top = (use: U, l: Links): ProofSql => {
  const t = sql`select r.* from ${qualified(l.table)} r`
  const atTop = sql`where r.${name(l.parents[0] ?? '')} is null`
  const own = isBeside(use)
    ? sql` join ${qualified(use.idOf('sets'))} h on ${matching('h', keyIn(use, l.keys), 'r', l.keys)}`
    : sql``
  return named(l, [sql`(${t}${own} ${atTop} order by ${isBeside(use) ? 'h' : 'r'}.${name(use.idOf('lft'))})`])
}

export const addProofs = (use: U, l: Links, made: Made): readonly Proof[] => {
  const t = l.table
  const below = (row: string): ProofSql => args(l, row)
  return [
    proof(
      use,
      'add',
      sql`A row of ${name(t)} is added by one call: below another one as its last or its first, or at the top.`,
      [use.idOf('add')],
      app(...chain(l), insert(t, 'e'), insert(t, 'f'), insert(t, 'g')),
      app(run(added(use, l, made, 'e', below('a'), false))),
      app(run(added(use, l, made, 'f', below('a'), true))),
      app(run(added(use, l, made, 'g', [sql`${l.keys.map(() => 'null').join(', ')}`], true))),
      app(
        run(named(l, calling(use, l, 'within', 'a')), rows(['a'], [null], ['b'], ['c'], [null])),
        run(top(use, l), rows([null], ['a'], ['d'])),
      ),
    ),
    ...(made.traits.scopes.has(t)
      ? [
          proof(
            use,
            'add-tenant',
            sql`A row of ${name(t)} cannot be added below a row of another tenant.`,
            [],
            { as: 'app', tenant: 'a', steps: [insert(t, 'a')] },
            { as: 'app', tenant: 'b', steps: [insert(t, 'x')] },
            {
              as: 'app',
              tenant: 'b',
              steps: [run(added(use, l, made, 'x', below('a'), false), refused('23503'))],
            },
          ),
        ]
      : []),
  ]
}
