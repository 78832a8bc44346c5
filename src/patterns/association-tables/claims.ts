import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { matching, raise, refuseRepeatableRead } from '../kit/index.ts'
import { joinOf, type Link, linksOf, parentsOf, problems, type U, wanted } from './links.ts'

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...problems(facts, use),
  ...parentsOf(facts, use).map(
    (p): Claim<'tables'> => ({
      claim: 'table',
      role: `join:${p.table}`,
      name: sql`${name(p.table)}_${name(use.table)}`,
      beside: use.table,
      holds: 'facts',
      comment: 'Which row belongs to which.',
    }),
  ),
]

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  parentsOf(facts, use).flatMap((p) =>
    wanted(facts, use, p.table).map(
      (c): Claim<'columns'> => ({
        claim: 'column',
        role: c.role,
        table: joinOf(use, p.table),
        name: c.name,
        type: c.copies.type,
        notNull: true,
      }),
    ),
  )

const linkKeys = (use: U, { parent, join, own, theirs }: Link): readonly Claim<'keys'>[] => [
  {
    claim: 'add',
    kind: 'key',
    role: `pk:${parent.table}`,
    name: '',
    table: join,
    primary: true,
    columns: use.options.belongs === 'to many' ? [...own, ...theirs] : own,
  },
  {
    claim: 'reference',
    role: `own:${parent.table}`,
    name: '',
    table: join,
    columns: own,
    references: use.table,
    onDelete: 'cascade',
  },
  {
    claim: 'reference',
    role: `fk:${parent.table}`,
    name: '',
    table: join,
    columns: theirs,
    references: parent.table,
    onDelete: parent.onDelete,
  },
  {
    claim: 'add',
    kind: 'index',
    role: `index:${parent.table}`,
    name: '',
    table: join,
    elements: theirs.map((column) => ({ column })),
  },
]

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] =>
  linksOf(facts, use).flatMap((l) => linkKeys(use, l))

/** The row itself is locked, so that two links to different parents cannot be made beside each other. */
const single = (facts: Facts, use: U, link: Link, links: readonly Link[]): Claim<'rows'> => {
  const scoped = (l: Link): readonly Id[] => {
    const scope = facts.scope(l.join)
    return [...(scope ? [scope] : []), ...l.own]
  }
  const fk = facts
    .of('fk', link.join)
    .find((f) => f.why?.use === use.id && f.why.role === `own:${link.parent.table}`)
  return {
    claim: 'trigger',
    role: `single:${link.parent.table}`,
    label: sql`single`,
    rank: 40,
    table: link.join,
    timing: 'after',
    events: ['insert', 'update'],
    definer: true,
    body: sql`
begin
  ${refuseRepeatableRead('Links cannot be made')}
${fk ? sql`  perform 1 from ${qualified(use.table)} t where ${matching('t', fk.refColumns, 'new', fk.columns)} for no key update;` : ''}
  if (
    select count(*) > 1 from (
${joinSql(
  links.map(
    (l) =>
      sql`      select 1 from ${qualified(l.join)} l where ${matching('l', scoped(l), 'new', scoped(link))}`,
  ),
  '\n      union all\n',
)}
    ) l
  ) then
    ${raise('23514', 'The row belongs to something else already.', 'Take that link away first.')}
  end if;
  return null;
end
`,
    comment: 'A row belongs to one parent, of whatever kind.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const links = linksOf(facts, use)
  if (use.options.belongs !== 'to one' || links.length < 2) return []
  return links.map((l) => single(facts, use, l, links))
}

/** The row's key by the names of its own columns, the kind of its owner, and the owner's key as text. */
const listed = (facts: Facts, link: Link): Sql => {
  const fk = facts.of('fk', link.join).find((f) => f.why?.role === `own:${link.parent.table}`)
  const own = (fk?.columns ?? link.own).map((c, i) => {
    const target = fk?.refColumns[i]
    return target ? sql`${name(c)} as ${name(target)}` : sql`${name(c)}`
  })
  const key =
    link.theirs.length === 1
      ? sql`${joinSql(link.theirs.map(name), '')}::text`
      : sql`row(${joinSql(link.theirs.map(name), ', ')})::text`
  return sql`select ${joinSql(own, ', ')}, ${literal(link.parent.table)} as owner, ${key} as owner_key\nfrom ${qualified(link.join)}`
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const links = linksOf(facts, use)
  const t = facts.object('table', use.table)
  if (!use.options.view || links.length === 0 || !t) return []
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'owners',
      name: sql`${name(use.table)}_owners`,
      schema: t.schema,
      securityInvoker: true,
      query: joinSql(
        links.map((l) => listed(facts, l)),
        '\nunion all\n',
      ),
      comment: 'What each row belongs to: the table, and its key as text.',
    },
  ]
}
