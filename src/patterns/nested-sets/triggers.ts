import { name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { fromRow, isKeeper, names, raise, routineOf } from '../kit/index.ts'
import { changed, hasParent, lock, refuseLoop, sameScope } from '../kit/tree.ts'
import { isSetOf, ofRow, renumber, type Sets, type U } from './sets.ts'

/** Says to the guard that the numbers are being written by the rebuild function. */
export const rebuilding = 'app.renumbering'
/** Says that a row that is being added is to be the first of its siblings. Any session may say so: it is but an order. */
export const first = 'app.added_first'

const scopeOf = (s: Sets, row: string): Sql =>
  s.scope && s.tree.scope ? sql` where ${'h'}.${name(s.scope)} = ${row}.${name(s.tree.scope)}` : sql``
const only = (s: Sets): Sql =>
  s.tree.scope ? sql` where t.${name(s.tree.scope)} = new.${name(s.tree.scope)}` : sql``

/** A new row begins at the end; its move below its parent follows. */
const place = (s: Sets): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'place',
  rank: 40,
  table: s.tree.table,
  timing: 'before',
  events: ['insert'],
  definer: true,
  body: sql`
begin
  ${lock(s.tree, 'new', 'alone')}
  select coalesce(max(h.${name(s.rgt)}), 0) + 1, coalesce(max(h.${name(s.rgt)}), 0) + 2 into new.${name(s.lft)}, new.${name(s.rgt)}
  from ${qualified(s.table)} h${scopeOf(s, 'new')};
  return new;
end
`,
  comment: 'Gives a new row numbers at the end.',
})

const guard = (s: Sets): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'guard',
  rank: 38,
  table: s.table,
  timing: 'before',
  events: ['update'],
  of: [s.lft, s.rgt],
  when: changed([s.lft, s.rgt]),
  body: sql`
begin
  if not ${isKeeper} or (pg_trigger_depth() < 2 and current_setting('${rebuilding}', true) is distinct from 'on') then
    ${raise('23514', 'The numbers of a row follow from its parent.', 'Change the parent, or call the move function.')}
  end if;
  return new;
end
`,
  comment: 'Keeps the numbers from being written by hand.',
})

const begin = (s: Sets): Sql => {
  if (!s.beside) return sql``
  const rgt = name(s.rgt)
  const target = names([...s.keys, ...(s.scope ? [s.scope] : []), s.lft, s.rgt])
  const renamed = s.keys.map((k, i) => sql`${i > 0 ? ', ' : ''}${name(k)} = new.${name(s.tree.keys[i] ?? k)}`)
  return sql`
  if tg_op = 'INSERT' then
    insert into ${qualified(s.table)} (${target})
    select ${fromRow('new', s.tree.keys)}${s.scope && s.tree.scope ? sql`, new.${name(s.tree.scope)}` : sql``}, coalesce(max(h.${rgt}), 0) + 1, coalesce(max(h.${rgt}), 0) + 2
    from ${qualified(s.table)} h${scopeOf(s, 'new')};
  elsif ${changed(s.tree.keys)} then
    update ${qualified(s.table)} h set ${renamed.reduce<Sql>((a, x) => sql`${a}${x}`, sql``)} where ${isSetOf(s, 'h', 'old', s.tree.keys)};
  end if;`
}

const shifted = (column: Sql): Sql => sql`case
      when ${column} between low and high then ${column} + own
      when ${column} between least(low, target) and greatest(high, target - 1) then ${column} + others
      else ${column} end`

/** Where the first row below the parent begins, or the first of all; a row that is that itself stays. */
const toFront = (s: Sets): Sql => {
  const lft = name(s.lft)
  return sql`if ${hasParent(s.tree, 'new')} then
      select h.${lft} + 1 into target from ${qualified(s.table)} h where ${isSetOf(s, 'h', 'new', s.tree.parents)};
    else
      select min(h.${lft}) into target from ${qualified(s.table)} h${scopeOf(s, 'new')};
    end if;`
}

/**
 * Cuts the branch out and lets what lies between its old and its new place close up. A new row stands at the end
 * until its turn comes. Where numbers are missing, or rows of the same statement come in another order than the tree,
 * all are numbered anew, once: rows that are then within their parent are done.
 */
const move = (s: Sets): Claim<'rows'> => {
  const t = s.tree
  const [lft, rgt] = [name(s.lft), name(s.rgt)]
  const child = t.parents.map(
    (p, i) => sql`${i > 0 ? ' and ' : ''}c.${name(p)} = new.${name(t.keys[i] ?? p)}`,
  )
  const children = child.reduce<Sql>((a, x) => sql`${a}${x}`, sql``)
  return {
    claim: 'trigger',
    role: 'move',
    rank: 66,
    table: t.table,
    timing: 'after',
    events: ['insert', 'update'],
    of: [...t.parents, ...t.keys],
    definer: true,
    body: sql`
declare
  leads boolean := tg_op = 'INSERT' and current_setting('${first}', true) is not distinct from 'on';
  low bigint;
  high bigint;
  above bigint;
  target bigint;
  own bigint;
  others bigint;
begin
  ${lock(t, 'new', 'alone')}${begin(s)}
  if ${hasParent(t, 'new')} then
  ${refuseLoop(t)}
  end if;
  select h.${lft}, h.${rgt} into low, high from ${qualified(s.table)} h where ${isSetOf(s, 'h', 'new', t.keys)};
  if ${hasParent(t, 'new')} then
    select h.${lft}, h.${rgt} into above, target from ${qualified(s.table)} h where ${isSetOf(s, 'h', 'new', t.parents)};
    if tg_op = 'INSERT' and not leads and above < low and high < target then
      return null;
    end if;
  elsif tg_op = 'INSERT' then
    target := high + 1;
  else
    select max(h.${rgt}) + 1 into target from ${qualified(s.table)} h${scopeOf(s, 'new')};
  end if;
  if low is null or target is null or target between low and high or (tg_op = 'INSERT' and exists (
    select 1 from ${qualified(t.table)} c
    where ${children}${sameScope(t, 'c', 'new')} and not exists (
      select 1 from ${qualified(s.table)} h where ${isSetOf(s, 'h', 'c', t.keys)} and h.${lft} between low and high
    )
  )) then
  ${renumber(s, only(s))}
    if not leads then
      return null;
    end if;
    select h.${lft}, h.${rgt} into low, high from ${qualified(s.table)} h where ${isSetOf(s, 'h', 'new', t.keys)};
  end if;
  if leads then
    ${toFront(s)}
  end if;
  if target = high + 1 or target between low and high then
    return null;
  end if;
  own := case when target > high then target - high - 1 else target - low end;
  others := case when target > high then low - high - 1 else high - low + 1 end;
  update ${qualified(s.table)} h set
    ${lft} = ${shifted(sql`h.${lft}`)},
    ${rgt} = ${shifted(sql`h.${rgt}`)}
  where (h.${lft} between least(low, target) and greatest(high, target - 1)
    or h.${rgt} between least(low, target) and greatest(high, target - 1))${ofRow(s, 'h', 'new')};
  return null;
end
`,
    comment: 'Moves the numbers of a row and its branch below its parent.',
  }
}

const forget = (s: Sets): readonly Claim<'rows'>[] =>
  (['delete', 'truncate'] as const).map(
    (event): Claim<'rows'> => ({
      claim: 'trigger',
      role: event === 'delete' ? 'remove' : 'empty',
      rank: 66,
      table: s.tree.table,
      timing: event === 'delete' ? 'after' : 'before',
      events: [event],
      ...(event === 'truncate' ? { statement: true } : {}),
      definer: true,
      body: sql`
begin
  delete from ${qualified(s.table)} h${event === 'delete' ? sql` where ${isSetOf(s, 'h', 'old', s.tree.keys)}` : sql``};
  return null;
end
`,
      comment: event === 'delete' ? 'Forgets the numbers of a removed row.' : 'Forgets all numbers.',
    }),
  )

const rebuild = (facts: Facts, use: U, s: Sets): Claim<'rows'> => {
  const t = s.tree
  return {
    ...routineOf(facts, use, 'rebuild'),
    name: sql`renumber_${name(t.table)}`,
    params: [],
    returns: rawSql('bigint'),
    language: 'plpgsql',
    body: sql`
declare
  written bigint;
begin
  lock table ${qualified(t.table)} in share row exclusive mode;
  perform set_config('${rebuilding}', 'on', true);
  ${renumber(s, sql``)}
  get diagnostics written = row_count;
  perform set_config('${rebuilding}', '', true);
  return written;
end
`,
    comment: 'Numbers all rows anew from their parents without gaps, and returns how many changed.',
  }
}

export const triggers = (facts: Facts, use: U, s: Sets): readonly Claim<'rows'>[] => [
  ...(s.beside ? forget(s) : [place(s), guard(s)]),
  move(s),
  rebuild(facts, use, s),
]
