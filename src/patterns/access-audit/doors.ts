import type { Id } from '../../base/index.ts'
import {
  builtIn,
  joinSql,
  name,
  type Param,
  qualified,
  rawSql,
  regclass,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { isRow, keyParams, onRow, param, pinnedPath, raise, rowKey, tenantAs } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

/** A transaction that is rolled back takes its log rows with it; the line in the server's log stays. */
const told = (use: U): Sql => sql`raise log 'access-audit: % reads %', session_user, ${regclass(use.table)};`

/** Parameters by position: a column of the table may have the name of one. */
const why = (use: U, position: number): Sql =>
  use.options.reason
    ? sql`if coalesce($${position}, '') !~ '[^[:space:]]' then
    ${raise('22023', 'Say why you read this row.')}
  end if;
  `
    : sql``

const logColumns = (facts: Facts, use: U): Sql =>
  joinSql(
    [
      ...['accessed_by', 'login', 'row_key', 'found'].map((r) => name(use.idOf(r))),
      ...(use.options.reason ? [name(use.idOf('reason'))] : []),
      ...scopes(facts, use).map(name),
    ],
    ', ',
  )

/** The log's own tenant, which its default would take from the session as well. */
const scopes = (facts: Facts, use: U): readonly Id[] => {
  const scope = facts.scope(use.idOf('log'))
  return scope ? [scope] : []
}

const logged = (facts: Facts, use: U, key: Sql, found: Sql, position: number): Sql =>
  joinSql(
    [
      facts.actor,
      'session_user',
      key,
      found,
      ...(use.options.reason ? [`$${position}`] : []),
      ...scopes(facts, use).map((s) => tenantAs(facts, s)),
    ],
    ', ',
  )

interface Door {
  readonly role: string
  readonly label: Sql
  readonly params: readonly Param[]
  readonly body: Sql
  readonly comment: string
}

const reasonParam = (use: U, id: Id): readonly Param[] =>
  use.options.reason ? [param(id, 'reason', builtIn('text'))] : []

const single = (facts: Facts, use: U, key: readonly Nameless<'column'>[]): Door => {
  const id = use.idOf<'routine'>('read')
  const given = sql`array[${joinSql(
    key.map((_, i) => sql`$${i + 1}::text`),
    ', ',
  )}]`
  const t = qualified(use.table)
  return {
    role: 'read',
    label: sql`read_${name(use.table)}`,
    params: [...keyParams(id, key), ...reasonParam(use, id)],
    body: sql`
begin
  ${why(use, key.length + 1)}insert into ${qualified(use.idOf('log'))} (${logColumns(facts, use)})
  values (${logged(facts, use, given, sql`exists (select 1 from ${t} t where ${onRow('t', isRow(facts, use.table))})`, key.length + 1)});
  ${told(use)}
  return query select t.* from ${t} t where ${onRow('t', isRow(facts, use.table))};
end
`,
    comment: 'The row of that key. Who asked is written down first, whether or not the row is there.',
  }
}

const several = (facts: Facts, use: U, key: readonly Nameless<'column'>[]): Door => {
  const id = use.idOf<'routine'>('list')
  const first = use.options.reason ? 2 : 1
  const scope = facts.scope(use.table)
  const alive = facts.alive(use.table)
  const conditions = [
    ...(scope ? [sql`t.${name(scope)} = ${tenantAs(facts, scope)}`] : []),
    ...(alive ? [onRow('t', alive)] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${joinSql(conditions, ' and ')} ` : sql``
  const of = (row: string): readonly Sql[] => key.map((c) => sql`${row}.${name(c.id)}`)
  const keyText = sql`array[${joinSql(
    of('page').map((c) => sql`${c}::text`),
    ', ',
  )}]`
  return {
    role: 'list',
    label: sql`list_${name(use.table)}`,
    params: [
      ...reasonParam(use, id),
      param(id, 'batch', builtIn('integer'), rawSql('100')),
      param(id, 'skip', builtIn('bigint'), rawSql('0')),
    ],
    body: sql`
begin
  ${why(use, 1)}${told(use)}
  return query
  with page as materialized (
    select t.* from ${qualified(use.table)} t ${where}order by ${joinSql(of('t'), ', ')} limit $${first} offset $${first + 1}
  ), logged as (
    insert into ${qualified(use.idOf('log'))} (${logColumns(facts, use)})
    select ${logged(facts, use, keyText, sql`true`, 1)} from page
  )
  select page.* from page;
end
`,
    comment: 'A page of rows in the order of their keys. Each row that is returned is written down.',
  }
}

const grant = (use: U, door: string, to: Id<'role'>, who: string): Claim<'derived'> => ({
  claim: 'add',
  kind: 'grant',
  role: `${door}:${who}`,
  name: '',
  on: use.idOf<'routine'>(door),
  to,
  privileges: ['execute'],
})

export const doors = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const key = rowKey(facts, use.table)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  return [single(facts, use, key), ...(use.options.list ? [several(facts, use, key)] : [])].flatMap(
    (d): readonly Claim<'derived'>[] => [
      {
        claim: 'add',
        kind: 'routine',
        role: d.role,
        name: d.label,
        schema,
        params: d.params,
        returns: sql`setof ${qualified(use.table)}`,
        language: 'plpgsql',
        securityDefiner: true,
        closed: true,
        settings: pinnedPath,
        body: d.body,
        comment: d.comment,
      },
      grant(use, d.role, use.idOf<'role'>('reader'), 'reader'),
      ...(use.options.application === 'door' ? [grant(use, d.role, facts.appRole, 'app')] : []),
    ],
  )
}
