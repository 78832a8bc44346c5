import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, literal, name, qualified, rawSql, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { matching, param, routineOf } from '../kit/index.ts'
import type { Tree } from '../kit/tree.ts'
import type { U } from './sets.ts'
import { first } from './triggers.ts'

/**
 * `add_t(values, parent, first)`. A plain INSERT goes to the end of its parent; the trigger that opens the gap is the
 * same, with the same lock. Values come as JSON: what is not named gets its default, whatever columns the table has
 * by then. It runs with the rights of who calls it.
 */
export const adding = (facts: Facts, use: U, t: Tree): Claim<'derived'> => {
  const id = use.idOf<'routine'>('add')
  const parents = t.keys.map((k, i) => ({
    id: `${id}/p${i + 1}` as Id,
    name: i === 0 ? 'new_parent' : `new_parent_${i + 1}`,
    type: facts.object('column', k)?.type ?? builtIn('text'),
    default: rawSql('null'),
  }))
  const parent = joinSql(
    t.parents.map((p, i) => sql`${literal(p)}, $${i + 2}`),
    ', ',
  )
  const whole = facts.primaryKey(t.table)?.columns ?? t.keys
  return {
    ...routineOf(facts, use, 'add'),
    name: sql`add_${name(t.table)}`,
    params: [
      param(id, 'row_values', builtIn('jsonb')),
      ...parents,
      param(id, 'as_first', builtIn('boolean'), rawSql('false')),
    ],
    returns: sql`${qualified(t.table)}`,
    language: 'plpgsql',
    body: sql`
declare
  given jsonb := coalesce(row_values, '{}') || jsonb_build_object(${parent});
  added ${qualified(t.table)};
begin
  perform set_config('${first}', case when as_first then 'on' else '' end, true);
  execute (
    select format('insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1) returning *', ${regclass(t.table)}, string_agg(quote_ident(k), ', '))
    from jsonb_object_keys(given) k
  ) into added using given;
  perform set_config('${first}', '', true);
  select t.* into added from ${qualified(t.table)} t where ${matching('t', whole, 'added', whole)};
  return added;
end
`,
    comment:
      'Adds a row with these values below another one, as its last or its first; NULL adds it at the top. Gives the row as it then is.',
  }
}
