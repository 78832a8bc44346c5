import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Ref, type Sql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'
import type { Pair, Sides } from './sides.ts'

const list = (parts: readonly (Sql | Ref)[], separator = ', '): Sql => joinSql(parts, separator)

/** While one side writes the other, the other's trigger stays silent: the setting names the table that is written. */
export const syncSetting = 'app.syncing'
const oid = (table: Id): Sql => sql`${{ id: table, as: 'regclass' }}::regclass::oid::text`
const silence = (table: Id): Sql => sql`set_config('${syncSetting}', ${oid(table)}, true)`
/** The copy writes the new table by itself, outside of any trigger, and says that it does. */
export const copying = (table: Id): Sql => sql`${oid(table)} || ':copy'`

/**
 * When a change is to be repeated. Every session can set the setting, so it counts only for statements of a role that
 * may empty the table, which the application never may; and, but for the copy, only inside of a trigger, so not in what
 * the application calls. A condition is asked as who runs the statement, the function runs as its owner.
 */
const unlessSynced = (table: Id, copied: boolean): Sql => {
  const set = sql`current_setting('${syncSetting}', true)`
  const own = sql`${set} is not distinct from ${oid(table)} and pg_trigger_depth() > 0`
  const said = copied ? sql`((${own}) or ${set} is not distinct from ${copying(table)})` : own
  return sql`not (has_table_privilege(${{ id: table, as: 'regclass' }}::regclass, 'TRUNCATE') and ${said})`
}

/** Runs `work`, which writes `target`, with the trigger of `target` silent. */
const written = (target: Id, work: Sql, after: Sql): Sql => sql`
  was := coalesce(current_setting('${syncSetting}', true), '');
  perform ${silence(target)};
  ${work}
  hit := found;
  perform set_config('${syncSetting}', was, true);
  ${after}`

/** Puts `row` of the old table into the new one, or over what is there of it. */
export const put = (s: Sides, row: string): Sql => {
  const rest = s.pairs.filter((p) => !s.key.includes(p))
  const set = rest.map((p) => sql`${name(p.to.id)} = excluded.${name(p.to.id)}`)
  return sql`insert into ${qualified(s.next)} (${list(s.pairs.map((p) => name(p.to.id)))}) overriding system value
    values (${list(s.pairs.map((p) => s.as(sql`${row}.${name(p.from.id)}`, p.to)))})
    on conflict (${list(s.key.map((p) => name(p.to.id)))}) do ${set.length === 0 ? 'nothing' : sql`update set ${list(set)}`};`
}

/** The row of the new table that belongs to `row` of the old one. */
const there = (s: Sides, row: string): Sql =>
  list(
    s.key.map((p) => sql`${name(p.to.id)} = ${s.as(sql`${row}.${name(p.from.id)}`, p.to)}`),
    ' and ',
  )
const here = (s: Sides, row: string): Sql =>
  list(
    s.key.map((p) => sql`${name(p.from.id)} = ${s.as(sql`${row}.${name(p.to.id)}`, p.from)}`),
    ' and ',
  )

export const forward = (s: Sides): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'forward',
  rank: 75,
  table: s.old,
  timing: 'after',
  events: ['insert', 'update', 'delete'],
  when: unlessSynced(s.old, false),
  definer: true,
  body: sql`
#variable_conflict use_column
declare
  was text;
  hit boolean;
begin${written(
    s.next,
    sql`if tg_op = 'DELETE' or (tg_op = 'UPDATE' and (${list(s.key.map((p) => sql`old.${name(p.from.id)}`))}) is distinct from (${list(s.key.map((p) => sql`new.${name(p.from.id)}`))})) then
    delete from ${qualified(s.next)} where ${there(s, 'old')};
  end if;
  if tg_op <> 'DELETE' then
    ${put(s, 'new')}
  end if;`,
    sql`return null;`,
  )}
end
`,
  comment: 'Repeats each change in the new table.',
})

const given = (s: Sides, p: Pair): Sql => {
  const value = s.as(sql`new.${name(p.to.id)}`, p.from)
  return s.copy && p.from.default ? sql`coalesce(${value}, ${p.from.default})` : value
}

/** The old table takes the row first: its defaults, numbers, checks and triggers speak, and the new one gets the result. */
const insertOld = (s: Sides): Sql => {
  const own = s.pairs.filter((p) => !p.from.generated)
  const into = (pairs: readonly Pair[]): Sql =>
    pairs.length === 0
      ? sql`insert into ${qualified(s.old)} default values returning * into r;`
      : sql`insert into ${qualified(s.old)} (${list(pairs.map((p) => name(p.from.id)))}) overriding system value
      values (${list(pairs.map((p) => given(s, p)))}) returning * into r;`
  const numbered = own.find((p) => p.from.identity)
  if (!numbered) return into(own)
  return sql`if new.${name(numbered.to.id)} is null then
      ${into(own.filter((p) => p !== numbered))}
    else
      ${into(own)}
    end if;`
}

/**
 * A row that is there ends the statement in its conflict, which ON CONFLICT may turn into an update: it is left to the
 * new table, and stays until then.
 */
const leaveConflict = (s: Sides): Sql => sql`
  if tg_op = 'INSERT' then
    perform 1 from ${qualified(s.next)} n where ${list(
      s.key.map((p) => sql`n.${name(p.to.id)} = new.${name(p.to.id)}`),
      ' and ',
    )} for key share;
    if found then
      return new;
    end if;
  end if;`

/** Where nothing of the old row can be set there is only what it is. */
const updateOld = (s: Sides, own: readonly Pair[]): Sql =>
  own.length === 0
    ? sql`select b.* into r from ${qualified(s.old)} b where ${here(s, 'old')};`
    : sql`update ${qualified(s.old)} set ${list(own.map((p) => sql`${name(p.from.id)} = ${s.as(sql`new.${name(p.to.id)}`, p.from)}`))}
    where ${here(s, 'old')} returning * into r;`

export const backward = (s: Sides): Claim<'rows'> => {
  const own = s.pairs.filter((p) => !p.from.generated && p.from.identity !== 'always')
  const back = list(
    s.pairs
      .filter((p) => !p.to.generated)
      .map((p) => sql`new.${name(p.to.id)} := ${s.as(sql`r.${name(p.from.id)}`, p.to)};`),
    '\n    ',
  )
  return {
    claim: 'trigger',
    role: 'backward',
    rank: 75,
    table: s.next,
    timing: 'before',
    events: ['insert', 'update', 'delete'],
    when: unlessSynced(s.next, true),
    definer: true,
    body: sql`
#variable_conflict use_column
declare
  was text;
  hit boolean;
  r ${qualified(s.old)}%rowtype;
begin${leaveConflict(s)}${written(
      s.old,
      sql`if tg_op = 'INSERT' then
    ${insertOld(s)}
  elsif tg_op = 'UPDATE' then
    ${updateOld(s, own)}
  else
    delete from ${qualified(s.old)} where ${here(s, 'old')};
  end if;`,
      sql`if tg_op = 'DELETE' then
    return old;
  end if;
  if hit then
    ${back}
  end if;
  return new;`,
    )}
end
`,
    comment: 'Repeats each change in the old table, and takes from it what it added.',
  }
}

/** TRUNCATE fires no trigger of rows. The other side is deleted from, as it may be emptied by the same statement. */
export const emptied = (s: Sides, from: 'old' | 'next'): Claim<'rows'> => {
  const [own, target] = from === 'old' ? [s.old, s.next] : [s.next, s.old]
  return {
    claim: 'trigger',
    role: from === 'old' ? 'forward:truncate' : 'backward:truncate',
    label: from === 'old' ? sql`forward_truncate` : sql`backward_truncate`,
    rank: 75,
    table: own,
    timing: 'after',
    events: ['truncate'],
    when: unlessSynced(own, false),
    statement: true,
    definer: true,
    body: sql`
declare
  was text;
  hit boolean;
begin${written(target, sql`delete from ${qualified(target)};`, sql`return null;`)}
end
`,
    comment: 'Empties the other table as well.',
  }
}
