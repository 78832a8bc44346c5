import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, ColumnClaim, Facts } from '../../compile/api.ts'
import { typeSql } from '../kit/index.ts'
import { aggregateKey, problems, type U } from './check.ts'

export const idType = (use: U): DataType => builtIn(use.options.aggregateId)
const jsonb = builtIn('jsonb')
const time = builtIn('timestamptz')
const bigint = builtIn('bigint')
const text = builtIn('text')

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const events = use.idOf('events')
  const made = (role: string, called: Sql, comment: string): Claim<'tables'> => ({
    claim: 'table',
    role,
    name: called,
    holds: 'facts',
    comment,
  })
  return [
    made(
      'events',
      sql`${use.options.table}`,
      'What happened, in order, never changed: the source of every state.',
    ),
    made(
      'snapshots',
      sql`${name(events)}_snapshots`,
      'States at a version, so that reading need not start at the first event.',
    ),
    ...(use.options.projection
      ? [
          made(
            'projection',
            sql`${name(events)}_projection`,
            'The current state of each aggregate, kept from its events.',
          ),
        ]
      : []),
  ]
}

type More = Partial<Pick<ColumnClaim, 'default' | 'identity' | 'comment'>>

/** JSON columns in which values of the aggregates' rows may stand. */
const copies = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const places = [
    ['events', 'data'],
    ['events', 'metadata'],
    ['snapshots', 'state'],
    ...(use.options.projection ? [['projection', 'state'] as const] : []),
  ] as const
  return use.options.aggregates.flatMap((of) => {
    const key = aggregateKey(facts, of)
    if (!key) return []
    return places.map(([table, column]): Claim<'columns'> => {
      const own = name(use.idOf(`${table}:aggregate_id`))
      const asText = key.type
      const same =
        'base' in asText && asText.base === use.options.aggregateId
          ? sql`source.${name(key.id)}`
          : sql`(source.${name(key.id)})::text::${typeSql(facts, idType(use))}`
      return {
        claim: 'copies',
        table: use.idOf(table),
        column: use.idOf(`${table}:${column}`),
        of,
        where: sql`${own} = ${same}`,
      }
    })
  })
}

/** An event is news of its aggregate. Its data stays where erasure finds it. */
const tells = (use: U): Claim<'columns'> => {
  const c = (role: string): Sql => sql`new.${name(use.idOf(`events:${role}`))}`
  return {
    claim: 'tells',
    table: use.idOf('events'),
    aggregateType: c('aggregate_type'),
    aggregateId: sql`${c('aggregate_id')}::text`,
    type: c('event_type'),
    payload: sql`jsonb_build_object('event_id', ${c('event_id')}, 'version', ${c('version')})`,
  }
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const of =
    (table: string) =>
    (role: string, type: DataType, more: More = {}): Claim<'columns'> => ({
      claim: 'column',
      role: `${table}:${role}`,
      table: use.idOf(table),
      name: sql`${role}`,
      type,
      notNull: true,
      ...more,
    })
  const [event, snapshot, state] = [of('events'), of('snapshots'), of('projection')]
  return [
    ...problems(facts, use),
    event('event_id', bigint, { identity: 'always', comment: 'The place in the whole log.' }),
    event('aggregate_id', idType(use)),
    event('aggregate_type', text),
    event('version', bigint, { comment: 'The place among the events of the aggregate, from 1.' }),
    event('event_type', text),
    event('event_version', builtIn('integer'), {
      default: rawSql('1'),
      comment: 'The form of the data; older forms are upcast when they are read.',
    }),
    event('data', jsonb),
    event('metadata', jsonb, { default: rawSql("'{}'") }),
    event('recorded_at', time, { default: rawSql('clock_timestamp()') }),
    snapshot('aggregate_id', idType(use)),
    snapshot('version', bigint),
    snapshot('state', jsonb),
    snapshot('recorded_at', time, { comment: 'When the last event in it was recorded.' }),
    ...(use.options.projection
      ? [
          state('aggregate_id', idType(use)),
          state('aggregate_type', text),
          state('version', bigint),
          state('state', jsonb),
          state('recorded_at', time, { comment: 'When the last event in it was recorded.' }),
        ]
      : []),
    ...copies(facts, use),
    ...(use.options.publish ? [tells(use)] : []),
  ]
}

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const id = (role: string): Id<'column'> => use.idOf(role)
  const key = (role: string, table: string, columns: readonly string[], primary = true): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role,
    name: '',
    table: use.idOf(table),
    ...(primary ? { primary } : {}),
    columns: columns.map((c) => id(`${table}:${c}`)),
  })
  const events = use.idOf<'table'>('events')
  const object = (column: string): Claim<'keys'> => ({
    claim: 'add',
    kind: 'check',
    role: `${column}:check`,
    name: sql`${name(events)}_${column}_check`,
    table: events,
    expr: sql`jsonb_typeof(${name(id(`events:${column}`))}) = 'object'`,
  })
  return [
    key('events:pk', 'events', ['event_id']),
    key('events:versions', 'events', ['aggregate_id', 'version'], false),
    {
      claim: 'add',
      kind: 'check',
      role: 'version:check',
      name: sql`${name(events)}_version_check`,
      table: events,
      expr: sql`${name(id('events:version'))} > 0`,
    },
    object('data'),
    object('metadata'),
    {
      claim: 'add',
      kind: 'index',
      role: 'events:type',
      name: '',
      table: events,
      elements: [{ column: id('events:event_type') }, { column: id('events:recorded_at') }],
    },
    key('snapshots:pk', 'snapshots', ['aggregate_id', 'version']),
    ...(use.options.projection ? [key('projection:pk', 'projection', ['aggregate_id'])] : []),
  ]
}
