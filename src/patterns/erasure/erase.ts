import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { erasingSetting, keyParams, pinnedPath } from '../kit/index.ts'
import { counted, left, target } from './change.ts'
import { updateCopy } from './copies.ts'
import type { Erased, U } from './flags.ts'
import { type ColumnAs, mirrorsOf, type Reach, type Root } from './reach.ts'
import { copiesOf, places } from './spread.ts'
import { isPseudonym } from './values.ts'

const on =
  (copy: (column: Id) => Id | undefined): ColumnAs =>
  (c) => {
    const id = copy(c)
    return id && sql`r.${name(id)}`
  }

/** Erases in one relation: the table itself or a mirror of it. */
const updateIn = (
  facts: Facts,
  use: U,
  r: Reach,
  erased: readonly Erased[],
  relation: Id,
  copy: (column: Id) => Id | undefined,
): readonly Sql[] => {
  const where = r.where(on(copy))
  const there = erased.flatMap((e) => {
    const id = copy(e.column.id)
    return id ? [{ e, id, value: sql`r.${name(id)}` }] : []
  })
  // A table that got its columns from another one has no mark of its own.
  const mark = facts.object('column', use.idOf(`erased_at:${r.table}`))
  const markOf = mark && copy(mark.id)
  if (!where || there.length === 0) return []
  const sets = [
    ...there.map(({ e, id, value }) => sql`${name(id)} = ${target(e, value)}`),
    ...(markOf ? [sql`${name(markOf)} = coalesce(r.${name(markOf)}, now())`] : []),
  ]
  const needs = [
    ...there.map(({ e, value }) => left(e, value)),
    ...(markOf ? [sql`r.${name(markOf)} is null`] : []),
  ]
  return [
    sql`update ${qualified(relation)} r set ${joinSql(sets, ', ')}
  where ${where} and (${joinSql(needs, ' or ')});
  ${counted}`,
  ]
}

/** Materialized views keep what they read until they are filled again. */
const refresh = (tables: readonly Id[]): Sql => sql`for reader in
    with recursive readers (oid) as (
      select w.ev_class from pg_depend d join pg_rewrite w on w.oid = d.objid
      where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid in (${joinSql(
          tables.map((t) => sql`${regclass(t)}::regclass`),
          ', ',
        )})
      union
      select w.ev_class from readers r join pg_depend d on d.refobjid = r.oid and d.refclassid = 'pg_class'::regclass
        join pg_rewrite w on w.oid = d.objid and d.classid = 'pg_rewrite'::regclass
    )
    select c.oid::regclass from pg_class c join readers on readers.oid = c.oid
    where c.relkind = 'm' and c.relispopulated order by c.oid
  loop
    execute format('refresh materialized view %s', reader);
  end loop;`

const eraseBody = (facts: Facts, use: U, root: Root): Sql => {
  const all = places(facts, use, root)
  const ordered = [...all.filter((p) => p.early), ...all.filter((p) => !p.early)]
  const steps = ordered.flatMap(({ reach, erased }) => [
    ...updateIn(facts, use, reach, erased, reach.table, (c) => c),
    ...mirrorsOf(facts, reach.table).flatMap((m) => updateIn(facts, use, reach, erased, m.mirror, m.copy)),
  ])
  // Triggers that answer the updates above write copies of their own, so copies come last.
  const copies = all.flatMap((p) =>
    copiesOf(facts, p.reach.table).flatMap((c) =>
      c.only ? [] : [updateCopy(facts, use, root, p.reach, p.erased, c)],
    ),
  )
  const touched = new Set<Id>(
    all.flatMap((p) => [p.reach.table, ...mirrorsOf(facts, p.reach.table).map((m) => m.mirror)]),
  )
  return sql`
declare
  salt constant text := gen_random_uuid();
  reader regclass;
  n bigint;
  total bigint := 0;
begin
  perform set_config('${erasingSetting}', 'on', true);
  ${joinSql([...steps, ...copies], '\n  ')}
  perform set_config('${erasingSetting}', '', true);
  ${
    touched.size === 0
      ? ''
      : sql`if total > 0 then
    ${refresh([...touched])}
  end if;
  `
  }return total;
end
`
}

/** Policies that bind the function's owner would hide rows from it: then it fails rather than leave them. */
export const settings: readonly Sql[] = [...pinnedPath, rawSql('row_security = off')]

export const eraseRole = (table: Id): string => `erase:${table}`

export const eraseRoutine = (facts: Facts, use: U, root: Root): Claim<'derived'> => {
  const id = use.idOf<'routine'>(eraseRole(root.table))
  return {
    claim: 'add',
    kind: 'routine',
    role: eraseRole(root.table),
    name: sql`erase_${name(root.table)}`,
    schema: facts.object('table', root.table)?.schema ?? facts.schema,
    params: keyParams(id, root.key),
    returns: rawSql('bigint'),
    language: 'plpgsql',
    securityDefiner: true,
    closed: true,
    settings,
    body: eraseBody(facts, use, root),
    comment:
      'Erases the personal data of the row, of the rows that belong to it, and every copy of it in history, archive, audit and messages. Returns how many rows changed; a second call changes none.',
  }
}

/** Replaces the values of the keys in `rules`, at any depth. */
export const scrubRoutine = (use: U, schema: Id<'schema'>): Claim<'derived'> => {
  const id = use.idOf<'routine'>('scrub')
  const param = (n: number, what: string, base: string) => ({
    id: `${id}/p${n}` as Id,
    name: what,
    type: { base },
  })
  const self = qualified(id)
  return {
    claim: 'add',
    kind: 'routine',
    role: 'scrub',
    name: sql`erasure_scrub`,
    schema,
    params: [param(1, 'doc', 'jsonb'), param(2, 'rules', 'jsonb'), param(3, 'salt', 'text')],
    returns: rawSql('jsonb'),
    language: 'plpgsql',
    volatility: 'immutable',
    settings: pinnedPath,
    body: sql`
begin
  if jsonb_typeof(doc) = 'array' then
    return (select coalesce(jsonb_agg(${self}(e.value, rules, salt) order by e.n), '[]')
      from jsonb_array_elements(doc) with ordinality e (value, n));
  end if;
  if jsonb_typeof(doc) is distinct from 'object' then
    return doc;
  end if;
  return (
    select coalesce(jsonb_object_agg(e.key, case
      when not rules ? e.key then ${self}(e.value, rules, salt)
      when e.value = 'null' then e.value
      when rules -> e.key ->> 'how' = 'constant' then rules -> e.key -> 'value'
      when rules -> e.key ->> 'how' = 'hash' and jsonb_typeof(e.value) = 'string' then
        case when ${isPseudonym(sql`(e.value #>> '{}')`)} then e.value
        else to_jsonb('erased-' || left(encode(sha256(convert_to(salt || (e.value #>> '{}'), 'UTF8')), 'hex'), 24)) end
      else 'null'::jsonb end), '{}')
    from jsonb_each(doc) e
  );
end
`,
    comment: 'The document with the values of the keys in rules erased, at any depth.',
  }
}
