import { joinSql, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { aggregate } from './aggregate.ts'
import { copied } from './copied.ts'
import { expressionOf, isAggregate, isComputed, isNumber, linkOf, problems, type U } from './link.ts'

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const own = facts.object('column', use.column)
  if (!own) return []
  const base = { claim: 'retype', column: use.column, type: own.type } as const
  if (isAggregate(use))
    return isNumber(own) && !isComputed(own) ? [{ ...base, default: rawSql('0'), notNull: true }] : []
  const expr = expressionOf(use)
  const virtual = use.options.computed === 'when read' && facts.target >= 18
  if (expr)
    return [{ ...base, default: null, identity: null, generated: { expr, ...(virtual ? { virtual } : {}) } }]
  const link = linkOf(facts, use)
  if (!link?.source) return []
  const { fk, source } = link
  return [
    {
      claim: 'copies',
      table: use.table,
      column: use.column,
      of: fk.references,
      only: source.id as typeof use.column,
      by: fk.refColumns,
      where: joinSql(
        fk.columns.map((c, i) => sql`${name(c)} = source.${name(fk.refColumns[i] ?? c)}`),
        ' and ',
      ),
    },
  ]
}

const late = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  use.options.kind === 'generated' && use.options.computed === 'when read' && facts.target < 18
    ? [
        {
          claim: 'issue',
          code: 'derived-column/stored',
          severity: 'warning',
          objects: [use.column, use.table],
          option: 'computed',
          message: sql`${name(use.table)}.${name(use.column)} is computed when it is written: computing it when it is read needs PostgreSQL 18.`,
        },
      ]
    : []

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const found = problems(facts, use)
  const link = linkOf(facts, use)
  if (found.length > 0 || !link) return [...found, ...late(facts, use)]
  return isAggregate(use) ? aggregate(facts, use, link) : copied(facts, use, link)
}
