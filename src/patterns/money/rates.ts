import { builtIn, type DataType, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { primaryKey } from '../kit/index.ts'
import { isCode, isRate, ownRates, shared, type U } from './amount.ts'

export const rateTable = (facts: Facts, use: U): Claim<'tables'> => ({
  claim: 'table',
  role: 'rates',
  name: shared(facts, use, 'exchange_rates'),
  beside: use.table,
  holds: 'reference',
  comment: 'What one unit of a currency is worth in another, by period.',
})

type Role = Parameters<ReturnType<typeof ownRates>['column']>[0]

const rateColumn = (
  use: U,
  role: Role,
  called: string,
  type: DataType,
  more: { readonly notNull?: boolean; readonly default?: Sql; readonly identity?: 'always' } = {
    notNull: true,
  },
): Claim<'columns'> => ({
  claim: 'column',
  role: `rates:${role}`,
  table: ownRates(use).table,
  name: sql`${called}`,
  type,
  ...more,
})

export const rateColumns = (use: U): readonly Claim<'columns'>[] => [
  rateColumn(use, 'id', 'rate_id', builtIn('bigint'), { notNull: true, identity: 'always' }),
  rateColumn(use, 'from', 'from_currency', builtIn('text')),
  rateColumn(use, 'to', 'to_currency', builtIn('text')),
  rateColumn(use, 'rate', 'rate', builtIn('numeric', 16, 8)),
  rateColumn(use, 'period', 'valid_period', builtIn('tstzrange'), {
    notNull: true,
    default: rawSql('tstzrange(now(), null)'),
  }),
  rateColumn(use, 'source', 'source', builtIn('text'), {}),
]

export const rateKeys = (use: U): readonly Claim<'keys'>[] => {
  const { table, column } = ownRates(use)
  const check = (role: string, expr: Sql, called: Sql): Claim<'keys'> => ({
    claim: 'add',
    kind: 'check',
    role: `rates:${role}:check`,
    name: called,
    table,
    expr,
  })
  const [from, to, period] = [name(column('from')), name(column('to')), name(column('period'))]
  const t = name(table)
  return [
    primaryKey(table, [column('id')], 'rates:pk'),
    check('from', isCode(column('from')), sql`${t}_from_check`),
    check('to', isCode(column('to')), sql`${t}_to_check`),
    check('pair', sql`${from} <> ${to}`, sql`${t}_pair_check`),
    check('rate', isRate(column('rate')), sql`${t}_rate_check`),
    check('period', sql`not isempty(${period})`, sql`${t}_period_check`),
    {
      claim: 'add',
      kind: 'exclusion',
      role: 'rates:exclusion',
      name: sql`${t}_one_at_a_time`,
      table,
      method: 'gist',
      elements: [
        { column: column('from'), operator: '=' },
        { column: column('to'), operator: '=' },
        { column: column('period'), operator: '&&' },
      ],
    },
  ]
}
