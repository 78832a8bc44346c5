import { builtIn, joinSql, literal, name, rawSql, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { param, pinnedPath, pinnedType, raise, steady } from '../kit/index.ts'

/**
 * Makes a partition at run time. Rows of its values that the default one holds move over while that is detached, so
 * that no trigger takes the move for a deletion and an insertion.
 */
export const adding = (facts: Facts, use: Use<unknown>, c: Nameless<'column'>): Claim<'rows'> => {
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const id = use.idOf<'routine'>('add')
  const own = joinSql(
    steady(facts.columns(use.table)).flatMap((x) =>
      x.generated ? [] : [sql`quote_ident(${literal(x.id)})`],
    ),
    ', ',
  )
  const among = `%I = any (%L::%s[])`
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
declare
  part text;
  rest oid;
  late boolean := false;
  own text := concat_ws(', ', ${own});
  list text := (select string_agg(quote_literal(m), ', ') from unnest(members) m);
  kind text := '${pinnedType(facts, c.type)}';
  stem text := ${literal(use.table)};
begin
  if coalesce(octet_length(label), 0) not between 1 and 60 or coalesce(cardinality(members), 0) = 0 then
    ${raise('22023', 'A partition needs a short name and at least one value.')}
  end if;
  while octet_length(stem || '_' || label) > 63 loop
    stem := left(stem, -1);
  end loop;
  part := format('%I.%I', ${literal(schema)}, stem || '_' || label);
  select p.partdefid into rest from pg_partitioned_table p where p.partrelid = ${regclass(use.table)}::regclass;
  if rest <> 0 then
    execute format('select exists (select from %s where ${among})', rest::regclass, ${literal(c.id)}, members, kind) into late;
  end if;
  execute format('create table %s (like %s including defaults including generated including constraints including storage)',
    part, ${regclass(use.table)});
  if late then
    execute format('alter table %s detach partition %s', ${regclass(use.table)}, rest::regclass);
    execute format('with moved as (delete from %s where ${among} returning *) insert into %s (%s) select %s from moved',
      rest::regclass, ${literal(c.id)}, members, kind, part, own, own);
  end if;
  execute format('alter table %s attach partition %s for values in (%s)', ${regclass(use.table)}, part, list);
  if late then
    execute format('alter table %s attach partition %s default', ${regclass(use.table)}, rest::regclass);
  end if;
  return part::regclass;
end
`,
    comment: 'Makes a partition for these values, with their rows from the default partition. For the owner.',
  }
}
