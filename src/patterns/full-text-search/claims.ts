import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { onRow, param, routineOf, rowKey } from '../kit/index.ts'
import { configuration, problems, type U, vector } from './vector.ts'

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const words = vector(facts, use)
  if (!words || use.options.kept === 'index') return problems(facts, use)
  return [
    ...problems(facts, use),
    {
      claim: 'column',
      role: 'words',
      table: use.table,
      name: sql`${use.options.name}`,
      type: builtIn('tsvector'),
      generated: { expr: words },
      comment: 'The words of the row with their weights; PostgreSQL keeps it.',
    },
  ]
}

/** Where the words are: the generated column, or the expression that the index holds. */
const wordsOf = (facts: Facts, use: U): Sql | undefined => {
  const column = facts.object('column', use.idOf('words'))
  return column ? sql`${name(column.id)}` : vector(facts, use)
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const column = facts.object('column', use.idOf<'column'>('words'))
  const words = vector(facts, use)
  if (!words) return []
  return [
    {
      claim: 'add',
      kind: 'index',
      role: 'index',
      name: sql`${name(use.table)}_search_idx`,
      table: use.table,
      method: 'gin',
      elements: [column ? { column: column.id as Id<'column'> } : { expr: sql`(${words})` }],
    },
  ]
}

const search = (facts: Facts, use: U, words: Sql): Claim<'rows'> => {
  const id = use.idOf<'routine'>('search')
  const alive = facts.alive(use.table)
  const key = rowKey(facts, use.table).map((c) => sql`r.${name(c.id)}`)
  const found = onRow('r', words)
  return {
    ...routineOf(facts, use, 'search'),
    name: sql`search_${name(use.table)}`,
    params: [param(id, 'typed', builtIn('text')), param(id, 'at_most', builtIn('integer'), rawSql('20'))],
    returns: sql`setof ${qualified(use.table)}`,
    language: 'sql',
    volatility: 'stable',
    body: sql`
select r.* from ${qualified(use.table)} r, websearch_to_tsquery(${configuration(use)}, $1) as asked
where (${found}) @@ asked${alive ? sql` and ${onRow('r', alive)}` : ''}
order by ${joinSql([sql`ts_rank(${found}, asked) desc`, ...key], ', ')}
limit $2
`,
    comment: 'Rows that match what a person typed ("quoted words", or, -without), the best first.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const words = wordsOf(facts, use)
  if (!words) return []
  const leaks: readonly Claim<'rows'>[] = facts.scope(use.table)
    ? [
        {
          claim: 'issue',
          code: 'full-text-search/not-leakproof',
          severity: 'info',
          option: 'kept',
          objects: [use.table],
          message: sql`Matching text is not leakproof, so behind the policy of ${name(use.table)} a tenant's search finds its rows by the tenant and filters them; the index serves roles that bypass row security.`,
        },
      ]
    : []
  return [...leaks, ...(use.options.search ? [search(facts, use, words)] : [])]
}
