import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import {
  asComparable,
  differs,
  isErasing,
  lockedAlone,
  matching,
  raise,
  refuseRepeatableRead,
  returned,
} from '../kit/index.ts'
import { repair, withRights } from './aggregate.ts'
import type { Link, U } from './link.ts'

const value = ({ fk, source }: Link, row: string): Sql =>
  sql`(select q.${name(source?.id ?? fk.id)} from ${qualified(fk.references)} q where ${matching('q', fk.refColumns, row, fk.columns)})`

/** Without the row that is referred to the value stays as given: the reference itself refuses the row. */
const fetched = (
  use: U,
  { fk, source }: Link,
  lock: string,
): Sql => sql`select q.${name(source?.id ?? fk.id)} as derived_value into derived from ${qualified(fk.references)} q
    where ${matching('q', fk.refColumns, 'new', fk.columns)}${lock};
    if found or ${joinSql(
      fk.columns.map((c) => sql`new.${name(c)} is null`),
      ' or ',
    )} then
      new.${name(use.column)} := derived.derived_value;
    end if;`

/**
 * FOR KEY SHARE, as the foreign key takes it: the value of the parent cannot change between this reading and the commit
 * without seeing the row, while other columns of the parent may be written, as by what counts its rows. Before a write
 * no one knows yet what becomes of a generated value: then no column of the parent may.
 */
const kept = (facts: Facts, use: U, link: Link): readonly Claim<'rows'>[] => {
  const { fk, source } = link
  const [c, s] = [name(use.column), name(source?.id ?? fk.id)]
  const row = (of: string): Sql =>
    sql`(${joinSql(
      [...fk.columns, use.column].map((x) =>
        asComparable(facts, facts.object('column', x), sql`${of}.${name(x)}`),
      ),
      ', ',
    )})`
  const lock = source?.generated ? ' for share' : ' for key share'
  const changing = {
    claim: 'trigger',
    table: fk.references,
    events: ['update'],
    ...(source ? { when: differs(facts, source, ['old', 'new']) } : {}),
    definer: true,
  } as const
  // After whatever else may change the value.
  const alone: Claim<'rows'> = {
    ...changing,
    role: 'alone',
    rank: 95,
    timing: 'before',
    body: sql`
begin
  ${lockedAlone(fk.references, fk.refColumns)}
  return new;
end
`,
    comment: 'No row takes the value while it changes.',
  }
  return [
    {
      claim: 'trigger',
      role: 'fetch',
      rank: 24,
      table: use.table,
      timing: 'before',
      events: ['insert', 'update'],
      definer: true,
      body: sql`
declare
  derived record;
begin
  if tg_op = 'INSERT' then
    ${fetched(use, link, lock)}
  elsif ${row('new')} is distinct from ${row('old')} then
    ${fetched(use, link, lock)}
  end if;
  return new;
end
`,
      comment: 'Takes the value from the row that is referenced.',
    },
    ...(source?.generated ? [] : [alone]),
    {
      ...changing,
      role: 'spread',
      rank: 70,
      timing: 'after',
      body: sql`
begin
  ${refuseRepeatableRead('A value that other rows hold a copy of cannot be changed')}
  update ${qualified(use.table)} c set ${c} = new.${s}
  where ${matching('c', fk.columns, 'new', fk.refColumns)} and ${asComparable(facts, source, sql`c.${c}`)} is distinct from ${asComparable(facts, source, sql`new.${s}`)};
  return null;
end
`,
      comment: 'Hands a changed value on to the rows that hold a copy.',
    },
    repair(facts, use, (of) => value(link, of)),
  ]
}

const frozen = (facts: Facts, use: U, link: Link): readonly Claim<'rows'>[] => {
  const c = name(use.column)
  const back = returned(facts, use.table, [use.column])
  const fetch = fetched(use, link, '')
  return [
    {
      claim: 'trigger',
      role: 'freeze',
      rank: 24,
      table: use.table,
      timing: 'before',
      events: ['insert'],
      definer: true,
      body: sql`
declare
  derived record;
begin
  ${back ? sql`if not (${back}) then\n    ${fetch}\n  end if;` : fetch}
  return new;
end
`,
      comment: 'Copies the value once, when the row is made.',
    },
    {
      claim: 'trigger',
      role: 'frozen',
      rank: 24,
      table: use.table,
      timing: 'before',
      events: ['update'],
      body: sql`
begin
  if new.${c}::text is distinct from old.${c}::text and (${isErasing} and ${withRights(facts)}) is not true then
    ${raise('428C9', 'The column was copied when the row was made and stays as it was.')}
  end if;
  return new;
end
`,
      comment: 'The value stays as it was; only an erasure takes it away.',
    },
  ]
}

export const copied = (facts: Facts, use: U, link: Link): readonly Claim<'rows'>[] =>
  use.options.kind === 'copy' ? kept(facts, use, link) : frozen(facts, use, link)
