import type { Id } from '../../base/index.ts'
import { builtIn, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { paired, pinnedPath } from '../kit/index.ts'
import { type Parts, parts, type U } from './parts.ts'

/** No generated code relies on the order of columns: a row without a version is put together by their names. */
const unversioned = (use: U, p: Parts): Sql => sql`
  for kept in
    select t.* from ${qualified(use.table)} t
    where not exists (select from ${p.history} h where ${p.same('t')})
  loop
    ${paired(['past.', ' := kept.', ';\n    '], p.copies, p.originals)}past.${p.operation} := 'INSERT';
    past.${p.period} := tstzrange(null, null);
    return next past;
  end loop;`

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const history = facts.object('table', use.idOf('history'))
  const p = parts(facts, use)
  if (!history || !p) return []
  const id = use.idOf<'routine'>('as_of')
  return [
    {
      claim: 'add',
      kind: 'routine',
      role: 'as_of',
      name: sql`${name(use.table)}_as_of`,
      schema: history.schema,
      params: [{ id: `${id}/at` as Id, name: 'at', type: builtIn('timestamptz') }],
      returns: sql`setof ${p.history}`,
      language: 'plpgsql',
      volatility: 'stable',
      settings: pinnedPath,
      body: sql`
#variable_conflict use_column
declare
  past ${p.history}%rowtype;
  kept ${qualified(use.table)}%rowtype;
begin
  return query
    select h.* from ${p.history} h
    where h.${p.period} @> $1
      and h.${p.operation} in ('INSERT', 'UPDATE');${unversioned(use, p)}
end
`,
      comment:
        'The rows of the table as they were at the given time. One that was there before its history, and has not changed since, counts as if it had always been so.',
    },
  ]
}
