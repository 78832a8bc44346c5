import {
  canonicalTypeName,
  joinSql,
  literal,
  name,
  qualified,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { matching, names, onRow, pinnedPath, raise } from '../kit/index.ts'
import type { Link, U } from './link.ts'

/** What one row of the children adds, read from an alias. */
const share = ({ source }: Link, row: string): Sql =>
  source ? sql`coalesce(${row}.${name(source.id)}, 0)` : rawSql('1')

const counted = (facts: Facts, { fk }: Link, row: string): Sql => {
  const alive = facts.alive(fk.table)
  return joinSql(
    [...fk.columns.map((c) => sql`${row}.${name(c)} is not null`), ...(alive ? [onRow(row, alive)] : [])],
    ' and ',
  )
}

/** The value that the column of a row has to have. */
export const truth = (facts: Facts, link: Link, row: string): Sql => {
  const { fk } = link
  const alive = facts.alive(fk.table)
  return sql`(select coalesce(sum(${share(link, 'k')}), 0) from ${qualified(fk.table)} k where ${matching('k', fk.columns, row, fk.refColumns)}${alive ? sql` and ${onRow('k', alive)}` : ''})`
}

/** True where functions with the rights of the pattern's own are at it: a setting alone could be set by anyone. */
export const withRights = (facts: Facts): Sql => {
  const owner = rawSql(
    "pg_has_role(current_user, (select t.relowner from pg_class t where t.oid = tg_relid), 'member')",
  )
  return facts.tenants ? sql`(${owner} or current_user = ${literal(facts.maintenanceRole)})` : owner
}

/** The setting that tells the guard that what derives the column is writing it. */
const deriving = 'app.deriving'

/** Nothing that is added to an infinite or an undefined sum leads back to a finite one. */
const added = (facts: Facts, use: U, link: Link): Sql => {
  const sum = sql`p.${name(use.column)} + d.derived_share`
  const type = link.source?.type
  return type && 'base' in type && canonicalTypeName(type.base) === 'numeric'
    ? sql`case when ${sum} > '-infinity' and ${sum} < 'infinity' then ${sum} else ${truth(facts, link, 'p')} end`
    : sum
}

/** One pass over the rows that a statement changed: in the order of keys, so that two statements never wait for each other in turn. */
const follow = (facts: Facts, use: U, link: Link, event: 'insert' | 'update' | 'delete'): Claim<'rows'> => {
  const { fk } = link
  const c = name(use.column)
  const from = (table: string, sign: string): Sql =>
    sql`select ${joinSql(
      fk.columns.map((x) => sql`r.${name(x)}`),
      ', ',
    )}, ${sign}${share(link, 'r')} as derived_share from ${table} r where ${counted(facts, link, 'r')}`
  const parts = [
    ...(event === 'delete' ? [] : [from('new_rows', '')]),
    ...(event === 'insert' ? [] : [from('old_rows', '-')]),
  ]
  return {
    claim: 'trigger',
    role: event,
    rank: 70,
    table: fk.table,
    timing: 'after',
    events: [event],
    statement: true,
    ...(event === 'delete' ? {} : { newTable: 'new_rows' }),
    ...(event === 'insert' ? {} : { oldTable: 'old_rows' }),
    definer: true,
    body: sql`
declare
  d record;
begin
  perform set_config('${deriving}', 'on', true);
  for d in
    select ${names(fk.columns)}, sum(derived_share) as derived_share from (
      ${joinSql(parts, '\n      union all\n      ')}
    ) x
    group by ${names(fk.columns)} having sum(derived_share) <> 0 order by ${names(fk.columns)}
  loop
    update ${qualified(use.table)} p set ${c} = ${added(facts, use, link)}
    where ${matching('p', fk.refColumns, 'd', fk.columns)};
  end loop;
  perform set_config('${deriving}', '', true);
  return null;
end
`,
    comment: 'Keeps what is derived from the rows that changed.',
  }
}

const emptied = (use: U, { fk }: Link): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'truncate',
  rank: 70,
  table: fk.table,
  timing: 'after',
  events: ['truncate'],
  statement: true,
  definer: true,
  body: sql`
begin
  update ${qualified(use.table)} p set ${name(use.column)} = 0 where p.${name(use.column)} <> 0;
  return null;
end
`,
  comment: 'Nothing is left to derive from once the table is emptied.',
})

/**
 * Only what derives the column may write it, with the rights that its functions have; anyone else may write what is
 * true, other triggers too. A row whose key changes starts anew.
 */
const guard = (facts: Facts, use: U, link: Link): Claim<'rows'> => {
  const c = name(use.column)
  const key = (row: string): Sql =>
    sql`(${joinSql(
      link.fk.refColumns.map((x) => sql`${row}.${name(x)}`),
      ', ',
    )})`
  return {
    claim: 'trigger',
    role: 'guard',
    rank: 24,
    table: use.table,
    timing: 'before',
    events: ['insert', 'update'],
    body: sql`
begin
  if tg_op = 'INSERT' then
    new.${c} := ${truth(facts, link, 'new')};
  elsif ${key('new')} is distinct from ${key('old')} then
    new.${c} := ${truth(facts, link, 'new')};
  elsif new.${c} is distinct from old.${c}
    and (coalesce(current_setting('${deriving}', true), '') = 'on' and ${withRights(facts)}) is not true
    and new.${c} is distinct from ${truth(facts, link, 'new')} then
    ${raise('428C9', 'The column is derived from other rows and cannot be written.', 'Leave it out; it follows by itself.')}
  end if;
  return new;
end
`,
    comment: 'No one writes the derived column but what derives it.',
  }
}

/** Sets the column right where something went around the triggers. */
export const repair = (facts: Facts, use: U, value: (row: string) => Sql): Claim<'rows'> => {
  const c = name(use.column)
  return {
    claim: 'add',
    kind: 'routine',
    role: 'repair',
    name: sql`repair_${name(use.table)}_${c}`,
    schema: facts.object('table', use.table)?.schema ?? facts.schema,
    params: [],
    returns: rawSql('bigint'),
    language: 'sql',
    settings: pinnedPath,
    body: sql`
with repaired as (
  update ${qualified(use.table)} p set ${c} = ${value('p')}
  where p.${c} is distinct from ${value('p')}
  returning 1
)
select count(*) from repaired
`,
    comment: 'Derives the column anew in every row and returns how many were wrong.',
  }
}

export const aggregate = (facts: Facts, use: U, link: Link): readonly Claim<'rows'>[] => [
  guard(facts, use, link),
  ...(['insert', 'update', 'delete'] as const).map((e) => follow(facts, use, link, e)),
  emptied(use, link),
  repair(facts, use, (row) => truth(facts, link, row)),
]
