import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { fromRow, lockedAlone, matching, onRow, raise, refuseRepeatableRead } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>
type Fk = Nameless<'fk'>

/** The column by which this pattern marks the child's rows, if it is switched on there. */
const mark = (facts: Facts, table: Id): Nameless<'column'> | undefined =>
  facts.columns(table).find((c) => c.why?.role === 'deleted_at' && c.why.use.startsWith('soft-delete@'))

/** The column by which it says who did, where it does there. */
const signature = (facts: Facts, at: Nameless<'column'>): Nameless<'column'> | undefined =>
  facts.columns(at.table).find((c) => c.why?.role === 'deleted_by' && c.why.use === at.why?.use)

const dying = (use: U): Sql => {
  const at = name(use.idOf('deleted_at'))
  return sql`old.${at} is null and new.${at} is not null`
}

/** A child that another transaction adds has to be seen once that one has committed. */
const settled = refuseRepeatableRead('A row with children cannot be deleted or restored')

const held = raise('23503', 'The row still has live rows that reference it.', 'Delete those first.')
const orphaned = raise(
  '23503',
  'The row references a row that is deleted.',
  'Restore that row, or reference another.',
)

/** A row that is its own parent, as roots of some trees are, is neither a child nor a parent that stands in the way. */
const another = (fk: Fk, test: Sql): Sql => (fk.table === fk.references ? sql` and not (${test})` : sql``)

/** Rows that reference this one are added under FOR KEY SHARE, which waits for this lock, and this lock for it. */
const alone = (facts: Facts, use: U, fks: readonly Fk[]): Sql =>
  lockedAlone(use.table, facts.primaryKey(use.table)?.columns ?? fks[0]?.refColumns ?? [])

/** Before a row is marked, whatever its rule for children. */
const marking = (use: U) =>
  ({
    claim: 'trigger',
    rank: 12,
    table: use.table,
    timing: 'before',
    events: ['update'],
    of: [use.idOf<'column'>('deleted_at')],
    when: dying(use),
    definer: true,
  }) as const

/** Like a foreign key, this looks past row security: a child counts whoever may see it. */
const refuse = (facts: Facts, use: U, fks: readonly Fk[]): Claim<'rows'> => ({
  ...marking(use),
  role: 'children',
  body: sql`
begin
  ${settled}
  ${alone(facts, use, fks)}
${joinSql(
  fks.map((fk) => {
    const alive = facts.alive(fk.table)
    return sql`  if exists (
    select 1 from ${qualified(fk.table)} c
    where ${matching('c', fk.columns, 'new', fk.refColumns)}${alive ? sql` and ${onRow('c', alive)}` : ''}${another(fk, matching('c', fk.refColumns, 'new', fk.refColumns))}
  ) then
    ${held}
  end if;`
  }),
  '\n',
)}
  return new;
end
`,
  comment: 'A row with live children cannot be deleted.',
})

/**
 * FOR KEY SHARE, as the foreign key takes it: the parent cannot be marked between the check and the commit, and may be
 * written otherwise, as by what counts its rows. A row that stays alive with its parent is seen by whoever marks that.
 */
const living = (facts: Facts, use: U, fk: Fk): Claim<'rows'> => {
  const alive = facts.alive(fk.table)
  const given = joinSql(
    [...fk.columns.map((c) => sql`new.${name(c)} is not null`), ...(alive ? [onRow('new', alive)] : [])],
    ' and ',
  )
  const same = matching('p', fk.refColumns, 'new', fk.columns)
  const stays = sql`(${fromRow('old', fk.columns)}) is not distinct from (${fromRow('new', fk.columns)})${alive ? sql` and ${onRow('old', alive)}` : ''}`
  return {
    claim: 'trigger',
    role: `parent:${fk.id}`,
    label: sql`parent_${name(fk.id)}`,
    rank: 14,
    table: fk.table,
    timing: 'before',
    events: ['insert', 'update'],
    when: sql`${given}${another(fk, matching('new', fk.columns, 'new', fk.refColumns))}`,
    definer: true,
    body: sql`
begin
  if tg_op = 'UPDATE' and ${stays} then
    return new;
  end if;
  perform 1 from ${qualified(use.table)} p
  where ${same} and p.${name(use.idOf('deleted_at'))} is null
  for key share;
  if not found and exists (
    select 1 from ${qualified(use.table)} p where ${same}
  ) then
    ${orphaned}
  end if;
  return new;
end
`,
    comment: 'A live row cannot reference a deleted one.',
  }
}

const cascade = (facts: Facts, use: U, fks: readonly Fk[]): readonly Claim<'rows'>[] => {
  const at = name(use.idOf('deleted_at'))
  const marked = fks.flatMap((fk) => {
    const m = mark(facts, fk.table)
    const by = m && signature(facts, m)
    return m ? [{ fk, at: name(m.id), by: by && name(by.id) }] : []
  })
  const issues = fks.flatMap((fk): readonly Claim<'rows'>[] =>
    mark(facts, fk.table)
      ? []
      : [
          {
            claim: 'issue',
            code: 'soft-delete/child-not-soft',
            severity: 'error',
            objects: [use.table, fk.table],
            option: 'children',
            message: sql`Deleting a row of ${name(use.table)} is to delete its rows in ${name(fk.table)} too, but ${name(fk.table)} has no soft delete.`,
            waysOut: [
              {
                remedy: 'on',
                label: 'Switch soft delete on there too',
                pattern: 'soft-delete',
                target: fk.table,
              },
              { remedy: 'options', label: 'Refuse the deletion instead', set: { children: 'refuse' } },
            ],
          },
        ],
  )
  if (marked.length === 0) return issues
  // Who deleted the row deleted its children.
  const who = use.options.by
    ? sql`coalesce(new.${name(use.idOf('deleted_by'))}, ${facts.actor})`
    : facts.actor
  const each = (line: (m: (typeof marked)[number]) => Sql): Sql => joinSql(marked.map(line), '\n')
  return [
    ...issues,
    {
      ...marking(use),
      role: 'alone',
      body: sql`
begin
  ${settled}
  ${alone(facts, use, fks)}
  return new;
end
`,
      comment: 'No row is added to one that is being deleted.',
    },
    {
      claim: 'trigger',
      role: 'children',
      rank: 90,
      table: use.table,
      timing: 'after',
      events: ['update'],
      of: [use.idOf('deleted_at')],
      when: sql`old.${at} is distinct from new.${at}`,
      definer: true,
      body: sql`
begin
  ${settled}
  if old.${at} is null then
${each(
  (
    m,
  ) => sql`    update ${qualified(m.fk.table)} c set ${m.at} = new.${at}${m.by ? sql`, ${m.by} = ${who}` : ''}
    where ${matching('c', m.fk.columns, 'new', m.fk.refColumns)} and c.${m.at} is null;`,
)}
  elsif new.${at} is null then
${each(
  (m) => sql`    update ${qualified(m.fk.table)} c set ${m.at} = null${m.by ? sql`, ${m.by} = null` : ''}
    where ${matching('c', m.fk.columns, 'new', m.fk.refColumns)} and c.${m.at} = old.${at};`,
)}
  end if;
  return null;
end
`,
      comment: 'Children are deleted and restored with their row.',
    },
  ]
}

/** A trigger that fires before a write does not see generated columns yet: the others name the parent. */
const written = (facts: Facts, fk: Fk): Fk => {
  if (!fk.columns.some((c) => facts.object('column', c)?.generated)) return fk
  const kept = fk.columns.flatMap((c, i) => (facts.object('column', c)?.generated ? [] : [i]))
  const at = (columns: Fk['columns']): Fk['columns'] => columns.filter((_, i) => kept.includes(i))
  return { ...fk, columns: at(fk.columns), refColumns: at(fk.refColumns) }
}

/** The references that the chosen rule is about. A companion goes with its table's rows by its own rule. */
export const childrenOf = (facts: Facts, use: U): readonly Fk[] =>
  use.options.children === 'leave'
    ? []
    : facts.referencesTo(use.table).filter((fk) => facts.beside(fk.table) !== use.table)

/** What the chosen rule for children asks of this table and of those that reference it. */
export const childClaims = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const fks = childrenOf(facts, use)
  if (fks.length === 0) return []
  const parents = fks.map((fk) => living(facts, use, written(facts, fk)))
  return use.options.children === 'refuse'
    ? [refuse(facts, use, fks), ...parents]
    : [...cascade(facts, use, fks), ...parents]
}
