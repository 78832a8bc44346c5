import type { Id } from '../../base/index.ts'
import { joinSql, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { changed, hasParent, lock, parentClaims, refuseLoop, type Tree, treeOf } from '../kit/tree.ts'
import { newName, type Options } from './options.ts'
import { routines } from './routines.ts'
import { views } from './views.ts'

type U = Use<Options>

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  parentClaims(facts, use, 'adjacency-list', {
    name: use.options.name,
    ...(use.options.onDelete === 'as drawn'
      ? { onDelete: 'restrict' }
      : { onDelete: use.options.onDelete, redraws: true }),
    leads: true,
  })

/** A name for new columns where there are none to make. */
const unnamed = (facts: Facts, use: U, columns: readonly Id<'column'>[]): readonly Claim<'keys'>[] => {
  const [column] = columns
  const drawn = columns.every((c) => !facts.object('column', c)?.why?.role.startsWith('parent:'))
  if (use.options.name === newName || !drawn || !column) return []
  return [
    {
      claim: 'issue',
      code: 'adjacency-list/name',
      severity: 'warning',
      option: 'name',
      objects: [use.table, column],
      message: sql`${name(use.table)} has ${name(column)} for the row above already, so no column is called after "${use.options.name}". Rename the column if it is to be called otherwise.`,
      waysOut: [{ remedy: 'options', label: 'Leave its name as it is drawn', set: { name: newName } }],
    },
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const parent = facts.parent(use.table)
  if (!parent) return []
  const list = (columns: typeof parent.columns) => joinSql(columns.map(name), ', ')
  const [p, k] = [list(parent.columns), list(parent.keys)]
  const expr = parent.columns.length === 1 ? sql`${p} <> ${k}` : sql`(${p}) <> (${k})`
  return [
    ...unnamed(facts, use, parent.columns),
    {
      claim: 'add',
      kind: 'check',
      role: 'self',
      name: sql`${name(use.table)}_not_own_parent`,
      table: use.table,
      expr,
    },
  ]
}

/** A new row can be above another only where one statement writes both, so only moves have to wait for each other. */
const guard = (t: Tree): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'guard',
  rank: 60,
  table: t.table,
  timing: 'after',
  events: ['insert', 'update'],
  of: t.parents,
  when: hasParent(t, 'new'),
  definer: true,
  body: sql`
begin
  if tg_op = 'UPDATE' then
    if not (${changed(t.parents)}) then
      return null;
    end if;
  ${lock(t, 'new', 'alone')}
  end if;
  ${refuseLoop(t)}
  return null;
end
`,
  comment: 'No row gets below itself.',
})

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const tree = treeOf(facts, use.table)
  return tree && use.options.cycles ? [guard(tree)] : []
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const tree = treeOf(facts, use.table)
  if (!tree) return []
  return [
    ...(use.options.views ? views(facts, use, tree) : []),
    ...(use.options.functions ? routines(facts, use, tree) : []),
  ]
}
