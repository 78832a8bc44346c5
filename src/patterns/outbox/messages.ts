import type { Id } from '../../base/index.ts'
import { joinSql, literal, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, News } from '../../compile/api.ts'
import { keyText, pinnedType, rowKey } from '../kit/index.ts'
import type { U } from './options.ts'
import { lockAggregate } from './routine.ts'

type Table = Nameless<'table'> & { readonly id: Id<'table'> }

/** The tables whose changes are told: those of the design that have a key to tell rows apart by. */
export const chosen = (facts: Facts, use: U): readonly Table[] =>
  use.options.tables.flatMap((id) => {
    const t = facts.object('table', id)
    return t && facts.primaryKey(id) ? [{ ...t, id }] : []
  })

const keep = (use: U, left: Id): { readonly tables: readonly Id[] } => ({
  tables: use.options.tables.filter((t) => t !== left),
})

export const refusals = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  use.options.tables.flatMap((id): readonly Claim<'tables'>[] => {
    const t = facts.object('table', id)
    if (t && facts.primaryKey(id)) return []
    return [
      {
        claim: 'issue',
        code: t ? 'outbox/no-key' : 'outbox/no-table',
        severity: 'error',
        objects: [t ? id : use.id],
        option: 'tables',
        message: t
          ? sql`${name(id)} has no primary key, so a message could not say which row it is about. Give it one, or let it publish nothing.`
          : sql`A table chosen to publish its changes is not in the design. Choose another.`,
        waysOut: [{ remedy: 'options', label: 'Let it publish nothing', set: keep(use, id) }],
      },
    ]
  })

const payload = (facts: Facts, use: U, table: Id): Sql => {
  if (use.options.payload === 'key')
    return sql`jsonb_build_object(${joinSql(
      rowKey(facts, table).map((c) => sql`${literal(c.id)}, r.${name(c.id)}`),
      ', ',
    )})`
  const out = use.options.without.filter((c) => facts.object('column', c)?.table === table)
  return out.length === 0 ? sql`to_jsonb(r)` : sql`to_jsonb(r) - array[${joinSql(out.map(literal), ', ')}]`
}

/** Without a tenant there is none to write the message for. */
const stranger = (use: U, t: Table): Claim<'rows'> => ({
  claim: 'issue',
  code: 'outbox/shared-table',
  severity: 'error',
  objects: [t.id],
  option: 'tables',
  message: sql`${name(t.id)} belongs to no tenant, and every message of ${name(use.idOf('outbox'))} does. Let it publish nothing, or bring it into tenancy.`,
  waysOut: [{ remedy: 'options', label: 'Let it publish nothing', set: keep(use, t.id) }],
})

/** Whoever else writes the row waits for this change to be committed, so its messages are numbered in that order. */
const trigger = (facts: Facts, use: U, t: Table): Claim<'rows'> => {
  const c = (role: string) => name(use.idOf(role))
  const scope = facts.scope(use.idOf('outbox'))
  const own = facts.scope(t.id)
  const tenant = scope && own ? { column: sql`, ${name(scope)}`, value: sql`, r.${name(own)}` } : undefined
  const type = own && scope ? facts.object('column', scope)?.type : undefined
  return {
    claim: 'trigger',
    role: `message:${t.id}`,
    label: sql`message`,
    rank: 85,
    table: t.id,
    timing: 'after',
    events: ['insert', 'update', 'delete'],
    definer: true,
    body: sql`
declare
  r record;
begin
  if tg_op = 'DELETE' then
    r := old;
  else
    r := new;
  end if;
  if tg_op = 'UPDATE' and to_jsonb(old) = to_jsonb(new) then
    return null;
  end if;
  insert into ${qualified(use.idOf('outbox'))} (${c('aggregate_type')}, ${c('aggregate_id')}, ${c('type')}, ${c('payload')}${tenant?.column ?? ''})
  values (${literal(t.id)}, ${keyText(facts, t.id, 'r')}, case tg_op when 'INSERT' then 'inserted' when 'UPDATE' then 'updated' else 'deleted' end, ${payload(facts, use, t.id)}${tenant ? sql`${tenant.value}${type ? sql`::${pinnedType(facts, type)}` : ''}` : ''});
  return null;
end
`,
    comment: 'Writes a message for each change of a row.',
  }
}

/** A table whose rows say themselves what they are about: an event is a message of its own. */
const news = (facts: Facts, use: U, table: Id<'table'>, n: News): Claim<'rows'> => {
  const c = (role: string) => name(use.idOf(role))
  const [scope, own] = [facts.scope(use.idOf('outbox')), facts.scope(table)]
  const tenant = scope && own
  return {
    claim: 'trigger',
    role: `news:${table}`,
    label: sql`message`,
    rank: 85,
    table,
    timing: 'after',
    events: ['insert'],
    definer: true,
    body: sql`
begin
  ${use.options.order === 'aggregate' ? sql`perform ${lockAggregate(n.aggregateType, n.aggregateId)};` : ''}
  insert into ${qualified(use.idOf('outbox'))} (${c('aggregate_type')}, ${c('aggregate_id')}, ${c('type')}, ${c('payload')}${tenant ? sql`, ${name(scope)}` : ''})
  values (${n.aggregateType}, ${n.aggregateId}, ${n.type}, ${n.payload}${tenant ? sql`, new.${name(own)}` : ''});
  return null;
end
`,
    comment: 'Writes a message for each row that is added.',
  }
}

/** Those of the chosen tables whose rows are told of. */
export const published = (facts: Facts, use: U): readonly Table[] =>
  chosen(facts, use).filter((t) => !facts.scope(use.idOf('outbox')) || facts.scope(t.id))

export const messageTriggers = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...chosen(facts, use).map((t) =>
    facts.scope(use.idOf('outbox')) && !facts.scope(t.id) ? stranger(use, t) : trigger(facts, use, t),
  ),
  ...[...facts.tells()].map(([table, n]) => news(facts, use, table as Id<'table'>, n)),
]
