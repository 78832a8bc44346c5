import { name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { beforeTruncate, fromRow, names, routineOf } from '../kit/index.ts'
import { changed, hasParent, isKey, ks, lock, refuseLoop, treeOf } from '../kit/tree.ts'
import type { U } from './claims.ts'
import { cutBranch, forget, joinBranch, type Paths, pathsOf } from './paths.ts'

/** Inserts share the lock: two new rows never change each other's paths, a move changes those of both. */
const added = (p: Paths): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'add',
  rank: 62,
  table: p.tree.table,
  timing: 'after',
  events: ['insert'],
  definer: true,
  body: sql`
begin
  if ${hasParent(p.tree, 'new')} then
  ${lock(p.tree, 'new', 'shared')}
  ${refuseLoop(p.tree)}
  end if;
  ${joinBranch(p, 'new')}
  return null;
end
`,
  comment: 'Writes the paths of a new row.',
})

const moved = (p: Paths): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'move',
  rank: 62,
  table: p.tree.table,
  timing: 'after',
  events: ['update'],
  of: [...p.tree.parents, ...p.tree.keys],
  when: changed([...p.tree.parents, ...p.tree.keys]),
  definer: true,
  body: sql`
begin
  ${lock(p.tree, 'new', 'alone')}
  if ${changed(p.tree.keys)} then
  ${forget(p, 'old')}
  end if;
  if ${hasParent(p.tree, 'new')} then
  ${refuseLoop(p.tree)}
  end if;
  ${cutBranch(p, 'new')}
  ${joinBranch(p, 'new')}
  return null;
end
`,
  comment: 'Writes the paths of a moved row and of all rows below it anew.',
})

const removed = (p: Paths): readonly Claim<'rows'>[] => [
  {
    claim: 'trigger',
    role: 'remove',
    rank: 62,
    table: p.tree.table,
    timing: 'after',
    events: ['delete'],
    definer: true,
    body: sql`
begin
  ${forget(p, 'old')}
  return null;
end
`,
    comment: 'Removes the paths of a removed row.',
  },
  beforeTruncate({
    role: 'empty',
    rank: 62,
    table: p.tree.table,
    does: sql`delete from ${qualified(p.table)};`,
    comment: 'Removes all paths when the table is emptied.',
  }),
]

/** For rows that were there before the paths, and after an import without triggers. */
const rebuild = (facts: Facts, use: U, p: Paths): Claim<'rows'> => {
  const t = p.tree
  const scope = p.scope && t.scope
  const target = [...p.ancestor, ...p.descendant, p.depth, ...(p.scope ? [p.scope] : [])]
  const whose = scope ? sql`, s` : p.scope ? sql`, ${ks(t)}` : sql``
  return {
    ...routineOf(facts, use, 'rebuild'),
    name: sql`rebuild_${name(p.table)}`,
    params: [],
    returns: rawSql('bigint'),
    language: 'plpgsql',
    body: sql`
declare
  written bigint;
begin
  lock table ${qualified(t.table)} in share row exclusive mode;
  delete from ${qualified(p.table)};
  with recursive walk (${ks(t, 'a')}, ${ks(t)}, depth${scope ? ', s' : ''}) as (
    select ${fromRow('r', t.keys)}, ${fromRow('r', t.keys)}, 0${scope ? sql`, r.${name(scope)}` : sql``}
    from ${qualified(t.table)} r
    union all
    select ${ks(t, 'a', 'w.')}, ${fromRow('c', t.keys)}, w.depth + 1${scope ? ', w.s' : ''}
    from walk w join ${qualified(t.table)} c on ${isKey('c', t.parents, 'w')}${scope ? sql` and c.${name(scope)} = w.s` : sql``}
  ) cycle ${ks(t)} set looped using trail
  insert into ${qualified(p.table)} (${names(target)})
  select ${ks(t, 'a')}, ${ks(t)}, depth${whose} from walk where not looped;
  get diagnostics written = row_count;
  return written;
end
`,
    comment: 'Writes all paths anew from the parents, and returns how many there are.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const tree = treeOf(facts, use.table)
  if (!tree || !facts.object('table', use.idOf('paths'))) return []
  const p = pathsOf(facts, use, tree)
  return [
    added(p),
    moved(p),
    ...removed(p),
    rebuild(facts, use, p),
    { claim: 'access', table: p.table, app: 'read' },
  ]
}
