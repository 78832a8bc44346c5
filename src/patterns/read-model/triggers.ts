import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './plan.ts'
import type { Sealed } from './sealed.ts'
import type { Watch } from './watches.ts'

const events = ['insert', 'update', 'delete'] as const

/** Rows before and after the statement, as far as it has them. */
const sides = { insert: ['new_rows'], update: ['old_rows', 'new_rows'], delete: ['old_rows'] } as const

const everything = (use: U): Sql =>
  use.options.kept === 'queue'
    ? sql`insert into ${qualified(use.idOf('queue'))} (${name(use.idOf('queue:key'))}) values (null);`
    : sql`perform ${qualified(use.idOf('rebuild'))}();`

/** The keys that the statement's rows had or have, each once and in one order, so that writers do not wait in a ring. */
const touched = (columns: readonly Id[], event: (typeof events)[number]): Sql => {
  const list = (of: string): Sql =>
    joinSql(
      columns.map((c, i) => sql`${of}.${name(c)} as k${i + 1}`),
      ', ',
    )
  const whole = joinSql(
    columns.map((_, i) => `k${i + 1} is not null`),
    ' and ',
  )
  const from = sides[event].map((side) => sql`select ${list('r')} from ${side} r`)
  return sql`select distinct * from (
      ${joinSql(from, '\n      union all\n      ')}
    ) t where ${whole} order by ${joinSql(
      columns.map((_, i) => `t.k${i + 1}`),
      ', ',
    )}`
}

const perKey = (use: U, columns: readonly Id[], event: (typeof events)[number]): Sql => {
  const key = joinSql(
    columns.map((_, i) => `k.k${i + 1}`),
    ', ',
  )
  if (use.options.kept === 'queue')
    return sql`
begin
  insert into ${qualified(use.idOf('queue'))} (${name(use.idOf('queue:key'))})
  select jsonb_build_array(${key}) from (
    ${touched(columns, event)}
  ) k;
  return null;
end
`
  return sql`
declare
  k record;
begin
  for k in
    ${touched(columns, event)}
  loop
    perform ${qualified(use.idOf('put'))}(${key});
  end loop;
  return null;
end
`
}

const common = (watch: Watch) =>
  ({
    claim: 'trigger',
    rank: 85,
    table: watch.table,
    timing: 'after',
    statement: true,
    definer: true,
    comment: 'Keeps the read model up to date.',
  }) as const

const whole = (use: U): Sql => sql`
begin
  ${everything(use)}
  return null;
end
`

const ofTable = (use: U, watch: Watch): readonly Claim<'derived'>[] => {
  const { columns, table } = watch
  if (!columns)
    return [
      {
        ...common(watch),
        role: `all:${table}`,
        label: sql`all`,
        events: [...events, 'truncate'],
        body: whole(use),
      },
    ]
  return [
    ...events.map(
      (event): Claim<'derived'> => ({
        ...common(watch),
        role: `${event}:${table}`,
        label: sql`${event}`,
        events: [event],
        ...(event === 'insert' ? {} : { oldTable: 'old_rows' }),
        ...(event === 'delete' ? {} : { newTable: 'new_rows' }),
        body: perKey(use, columns, event),
      }),
    ),
    {
      ...common(watch),
      role: `truncate:${table}`,
      label: sql`truncate`,
      events: ['truncate'],
      body: whole(use),
    },
  ]
}

/** Statement triggers with transition tables: a bulk write computes each row of the read model once. */
export const triggers = (_facts: Facts, use: U, s: Sealed): readonly Claim<'derived'>[] =>
  use.options.kept === 'trigger' || use.options.kept === 'queue'
    ? s.watches.flatMap((w) => ofTable(use, w))
    : []
