import type { Id } from '../../base/index.ts'
import { builtIn, joinSql, name, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { fromRow, names, pinnedPath, primaryKey, rowKey, steady, tenantAs } from '../kit/index.ts'
import type { U } from './shared.ts'

export const tables = (use: U): readonly Claim<'tables'>[] => [
  {
    claim: 'table',
    role: 'conflicts',
    name: sql`${name(use.table)}_conflicts`,
    beside: use.table,
    mirrors: use.table,
    holds: 'facts',
    comment: 'Writes that did not know the last one, until someone decides.',
  },
]

export const columns = (use: U): readonly Claim<'columns'>[] => {
  const own = (role: string, type: string, more: object = {}): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.idOf('conflicts'),
    name: sql`${role}`,
    type: builtIn(type),
    ...more,
  })
  return [
    {
      claim: 'column',
      role: 'revision',
      table: use.table,
      name: sql`revision`,
      type: builtIn('bigint'),
      notNull: true,
      default: rawSql('1'),
      comment: 'Grows with every change. A write that sends an older one is kept aside.',
    },
    own('conflict_id', 'bigint', { notNull: true, identity: 'always', first: true }),
    own('found_at', 'timestamptz', { notNull: true, default: rawSql('now()') }),
    own('found_by', 'text'),
    own('decided', 'text', { comment: 'kept: the row stayed. taken: this write became the row.' }),
    own('decided_at', 'timestamptz'),
    own('decided_by', 'text'),
  ]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const table = use.idOf<'table'>('conflicts')
  const key = (facts.primaryKey(use.table)?.columns ?? []).flatMap((k) => copyOf(facts, use, k) ?? [])
  return [
    primaryKey(table, [use.idOf('conflict_id')]),
    {
      claim: 'add',
      kind: 'check',
      role: 'decided:check',
      name: sql`${name(table)}_decided_check`,
      table,
      expr: sql`${name(use.idOf('decided'))} in ('kept', 'taken')`,
    },
    {
      claim: 'add',
      kind: 'index',
      role: 'open',
      name: sql`${name(table)}_open_idx`,
      table,
      elements: key.map((column) => ({ column })),
      where: sql`${name(use.idOf('decided'))} is null`,
    },
  ]
}

const copyOf = (facts: Facts, use: U, column: Id): Id<'column'> | undefined =>
  facts.columns(use.idOf('conflicts')).find((c) => facts.mirroredColumn(c.id) === column)?.id

interface Copied {
  readonly original: Id<'column'>
  readonly copy: Id<'column'>
  readonly settable: boolean
}

const copied = (facts: Facts, use: U): readonly Copied[] => {
  const fixed = new Set<Id>([...(facts.primaryKey(use.table)?.columns ?? []), use.idOf('revision')])
  const scope = facts.scope(use.table)
  return steady(facts.columns(use.table)).flatMap((c) => {
    const copy = copyOf(facts, use, c.id)
    const made = c.why !== undefined && c.why.use !== use.id
    return copy
      ? [{ original: c.id, copy, settable: !c.generated && !fixed.has(c.id) && c.id !== scope && !made }]
      : []
  })
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const conflicts = use.idOf<'table'>('conflicts')
  if (!facts.object('table', conflicts)) return []
  const all = copied(facts, use)
  const revision = name(use.idOf('revision'))
  return [
    {
      claim: 'trigger',
      role: 'guard',
      rank: 12,
      table: use.table,
      timing: 'before',
      events: ['insert', 'update'],
      definer: true,
      body: sql`
begin
  if tg_op = 'INSERT' then
    new.${revision} := 1;
  elsif new.${revision} is distinct from old.${revision} then
    insert into ${qualified(conflicts)} (${names(all.map((c) => c.copy))}, ${name(use.idOf('found_by'))})
    values (${fromRow(
      'new',
      all.map((c) => c.original),
    )}, ${facts.actor});
    return null;
  else
    new.${revision} := old.${revision} + 1;
  end if;
  return new;
end
`,
      comment: 'Counts the changes of a row and keeps aside those that did not know the last one.',
    },
    { claim: 'access', table: conflicts, app: 'write' },
    decide(facts, use, all),
  ]
}

/** With the caller's own rights: who may not change the row may not let a conflict change it. */
const decide = (facts: Facts, use: U, all: readonly Copied[]): Claim<'rows'> => {
  const conflicts = use.idOf<'table'>('conflicts')
  const id = use.idOf<'routine'>('decide')
  const scope = facts.scope(conflicts)
  const own = scope ? sql` and c.${name(scope)} = ${tenantAs(facts, scope)}` : sql``
  const key = rowKey(facts, use.table)
  const same = joinSql(
    [
      ...key.flatMap((k) => {
        const copy = copyOf(facts, use, k.id)
        return copy ? [sql`t.${name(k.id)} = picked.${name(copy)}`] : []
      }),
      ...(scope && facts.scope(use.table)
        ? [sql`t.${name(facts.scope(use.table) ?? '')} = picked.${name(scope)}`]
        : []),
    ],
    ' and ',
  )
  const set = all.filter((c) => c.settable).map((c) => sql`${name(c.original)} = picked.${name(c.copy)}`)
  const take =
    set.length === 0
      ? sql`null;`
      : sql`update ${qualified(use.table)} t set ${joinSql(set, ', ')} where ${same};
    if not found then
      return false;
    end if;`
  return {
    claim: 'add',
    kind: 'routine',
    role: 'decide',
    name: sql`decide_${name(use.table)}`,
    schema: facts.object('table', use.table)?.schema ?? facts.schema,
    params: [
      { id: `${id}/conflict` as Id, name: 'conflict', type: builtIn('bigint') },
      { id: `${id}/take` as Id, name: 'take', type: builtIn('boolean') },
    ],
    returns: rawSql('boolean'),
    language: 'plpgsql',
    settings: pinnedPath,
    body: sql`
declare
  picked ${qualified(conflicts)}%rowtype;
begin
  select c.* into picked from ${qualified(conflicts)} c
  where c.${name(use.idOf('conflict_id'))} = $1 and c.${name(use.idOf('decided'))} is null${own}
  for update;
  if not found then
    return false;
  end if;
  if $2 then
    ${take}
  end if;
  update ${qualified(conflicts)} c set ${name(use.idOf('decided'))} = case when $2 then 'taken' else 'kept' end,
    ${name(use.idOf('decided_at'))} = now(), ${name(use.idOf('decided_by'))} = ${facts.actor}
  where c.${name(use.idOf('conflict_id'))} = $1${own};
  return true;
end
`,
    comment: 'Ends a conflict: true takes its values into the row, false keeps the row as it is.',
  }
}
