import { name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { fromRow, routineOf } from '../kit/index.ts'
import { below, changed, hasParent, isKey, ks, lock, refuseLoop, sameScope, type Tree } from '../kit/tree.ts'
import { joined, label, stem, withOwn } from './labels.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const nth =
  (alias: string) =>
  (i: number): Sql =>
    rawSql(`${alias}.k${i + 1}`)

/**
 * The path follows from the parents alone, whatever a writer says: it is made anew whenever one of its parts or the
 * path itself is written.
 */
const write = (facts: Facts, use: U, t: Tree): Claim<'rows'> => {
  const path = name(use.idOf('path'))
  const { kind } = use.options
  return {
    claim: 'trigger',
    role: 'keep',
    rank: 40,
    table: t.table,
    timing: 'before',
    events: ['insert', 'update'],
    of: [...t.parents, ...t.keys, use.idOf('path')],
    definer: true,
    body: sql`
declare
  above text;
begin
  if tg_op = 'INSERT' then
    if ${hasParent(t, 'new')} then
  ${lock(t, 'new', 'shared')}
    end if;
  elsif ${changed([...t.parents, ...t.keys])} then
  ${lock(t, 'new', 'alone')}
  end if;
  with recursive up (${ks(t)}, depth) as (
    select ${fromRow('new', t.parents)}, 1 where ${hasParent(t, 'new')}
    union all
    select ${fromRow('u', t.parents)}, up.depth + 1
    from ${qualified(t.table)} u join up on ${isKey('u', t.keys, 'up')}${sameScope(t, 'u', 'new')}
    where ${hasParent(t, 'u')}
  ) cycle ${ks(t)} set looped using trail
  select ${joined(kind, label(facts, t, kind, nth('up')), sql`up.depth`)} into above from up where not up.looped;
  new.${path} := ${withOwn(
    kind,
    'above',
    label(facts, t, kind, (i) => sql`new.${name(t.keys[i] ?? '')}`),
  )};
  return new;
end
`,
    comment: 'Makes the path of a row from its parents.',
  }
}

/** Rows below a moved row, and rows that its own statement wrote below it before it was there. */
const carry = (use: U, t: Tree): Claim<'rows'> => {
  const path = name(use.idOf('path'))
  const start = stem(use.options.kind, sql`new.${path}`)
  return {
    claim: 'trigger',
    role: 'carry',
    rank: 64,
    table: t.table,
    timing: 'after',
    events: ['insert', 'update'],
    of: [...t.parents, ...t.keys],
    definer: true,
    body: sql`
begin
  if ${hasParent(t, 'new')} then
  ${refuseLoop(t)}
  end if;
  ${below(t, 'new')}
  update ${qualified(t.table)} c set ${path} = ''
  from down
  where down.depth > 0 and not down.looped and ${isKey('c', t.keys, 'down')}${sameScope(t, 'c', 'new')}
    and left(c.${path}::text, length(${start})) <> ${start};
  return null;
end
`,
    comment: 'Rewrites the paths below a row that moved.',
  }
}

const rebuild = (facts: Facts, use: U, t: Tree): Claim<'rows'> => {
  const path = name(use.idOf('path'))
  const { kind } = use.options
  const scope = t.scope
  return {
    ...routineOf(facts, use, 'rebuild'),
    name: sql`rebuild_${name(t.table)}_${path}`,
    params: [],
    returns: rawSql('bigint'),
    language: 'sql',
    body: sql`
with recursive up (${ks(t, 'r')}, ${ks(t)}, depth${scope ? ', s' : ''}) as (
  select ${fromRow('t', t.keys)}, ${fromRow('t', t.keys)}, 0${scope ? sql`, t.${name(scope)}` : sql``}
  from ${qualified(t.table)} t
  union all
  select ${ks(t, 'r', 'w.')}, ${fromRow('u', t.parents)}, w.depth + 1${scope ? ', w.s' : ''}
  from ${qualified(t.table)} u join up w on ${isKey('u', t.keys, 'w')}${scope ? sql` and u.${name(scope)} = w.s` : sql``}
  where ${hasParent(t, 'u')}
), paths as (
  select ${ks(t, 'r', 'up.')}${scope ? ', up.s' : ''}, ${joined(kind, label(facts, t, kind, nth('up')), sql`up.depth`)} as path
  from up group by ${ks(t, 'r', 'up.')}${scope ? ', up.s' : ''}
), written as (
  update ${qualified(t.table)} t set ${path} = ''
  from paths
  where ${isKey('t', t.keys, 'paths', 'r')}${scope ? sql` and t.${name(scope)} = paths.s` : sql``} and t.${path}::text <> paths.path
  returning 1
)
select count(*) from written
`,
    comment: 'Writes every path anew that does not follow from the parents, and returns how many.',
  }
}

export const keep = (facts: Facts, use: U, t: Tree): readonly Claim<'rows'>[] => [
  write(facts, use, t),
  carry(use, t),
  rebuild(facts, use, t),
]
