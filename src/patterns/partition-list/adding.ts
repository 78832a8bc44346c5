import { builtIn, literal, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { arrivals, attaching, oneAtATime, param, pinnedPath, pinnedType, raise } from '../kit/index.ts'

/** Makes a partition at run time, with the rows of its values that the default one holds. */
export const adding = (facts: Facts, use: Use<unknown>, c: Nameless<'column'>): Claim<'rows'> => {
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const id = use.idOf<'routine'>('add')
  return {
    claim: 'add',
    kind: 'routine',
    role: 'add',
    name: sql`add_${name(use.table)}_partition`,
    schema,
    params: [
      param(id, 'label', builtIn('text')),
      { ...param(id, 'members', { base: 'text', dims: 1 }), mode: 'variadic' },
    ],
    returns: rawSql('regclass'),
    language: 'plpgsql',
    settings: pinnedPath,
    closed: true,
    body: sql`
declare${arrivals(facts, use)}
  list text := (select string_agg(quote_literal(m), ', ') from unnest(members) m);
  kind text := '${pinnedType(facts, c.type)}';
  stem text := ${literal(use.table)};
begin
  ${oneAtATime(use)}
  if coalesce(octet_length(label), 0) not between 1 and 60 or coalesce(cardinality(members), 0) = 0 then
    ${raise('22023', 'A partition needs a short name and at least one value.')}
  end if;
  while octet_length(stem || '_' || label) > 63 loop
    stem := left(stem, -1);
  end loop;
  part := format('%I.%I', ${literal(schema)}, stem || '_' || label);${attaching(facts, use, {
    bound: ['for values in (%s)', sql`list`],
    among: ['%I = any (%L::%s[])', sql`${literal(c.id)}, members, kind`],
  })}
  return part::regclass;
end
`,
    comment: 'Makes a partition for these values, with their rows from the default partition. For the owner.',
  }
}
