import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { keyParams, ofTenant, param, pinnedPath, typeSql } from '../kit/index.ts'
import { keyPairs } from './tables.ts'
import { historyOf, role, tracked, type U } from './tracked.ts'
import { recorders } from './triggers.ts'

/** The columns by which a person names a row: those without the tenant. */
const ownKey = (facts: Facts, use: U, column: Id): ReturnType<typeof keyPairs> =>
  keyPairs(facts, use, column).filter((p) => p.of !== facts.scope(use.table))

/** `orders_status_as_of(key, at)`: a row that never changed since tracking began has the value that it has. */
const asOf = (facts: Facts, use: U, column: Id<'column'>): Claim<'rows'> => {
  const id = use.idOf<'routine'>(role(column, 'as_of'))
  const [table, history] = [facts.object('table', use.table), historyOf(use, column)]
  const key = ownKey(facts, use, column)
  const at = `$${key.length + 1}`
  const mine = (alias: string, of: 'own' | 'of') =>
    joinSql(
      key.map((k, i) => sql`${alias}.${name(of === 'own' ? k.own.id : k.of)} = $${i + 1}`),
      ' and ',
    )
  const kept = sql`${qualified(history)} h where ${mine('h', 'own')}${ofTenant(facts, history, 'h')}`
  const type = facts.object('column', column)?.type ?? builtIn('text')
  return {
    claim: 'add',
    kind: 'routine',
    role: role(column, 'as_of'),
    name: sql`${name(use.table)}_${name(column)}_as_of`,
    schema: table?.schema ?? facts.schema,
    params: [
      ...keyParams(
        id,
        key.map((k) => k.own),
      ),
      param(id, 'at', builtIn('timestamptz'), rawSql('now()')),
    ],
    returns: typeSql(facts, type),
    language: 'sql',
    volatility: 'stable',
    settings: pinnedPath,
    body: sql`
select case when exists (select 1 from ${kept})
  then (select h.${name(use.idOf(role(column, 'value')))} from ${kept} and h.${name(use.idOf(role(column, 'period')))} @> ${at})
  else (select t.${name(column)} from ${qualified(use.table)} t where ${mine('t', 'of')}${ofTenant(facts, use.table, 't')})
end
`,
    comment: 'The value that the column of a row had at the given time; NULL where the row was not there.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...recorders(facts, use),
  ...tracked(facts, use).flatMap((c): readonly Claim<'rows'>[] => [
    ...(ownKey(facts, use, c).length > 0 ? [asOf(facts, use, c)] : []),
    { claim: 'access', table: historyOf(use, c), app: 'read' },
  ]),
]
