import { qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { ProofStep, Value } from '../../compile/api.ts'
import { insert, rows, run } from '../kit/index.ts'
import type { U } from './check.ts'

const ids: Readonly<Record<string, readonly [string, string]>> = {
  uuid: ['00000000-0000-4000-8000-00000000a001', '00000000-0000-4000-8000-00000000a002'],
  text: ['account-1', 'account-2'],
  bigint: ['4001', '4002'],
}

/** The text of the aggregate's id in the proofs. */
export const aggregateText = (use: U, other = false): string =>
  ids[use.options.aggregateId]?.[other ? 1 : 0] ?? ''
export const aggregate = (use: U, other = false): Sql =>
  rawSql(`${quoteLiteral(aggregateText(use, other))}::${use.options.aggregateId}`)

/** A type of event that merges its data, whatever the options say of others. */
export const plainType = (use: U): string => {
  const taken = new Set([...use.options.applies, ...use.options.upcasters].map((o) => o.type))
  let type = 'noted'
  while (taken.has(type)) type = `${type}_again`
  return type
}

type Data = Readonly<Record<string, string | number>>
const json = (data: Data): Sql => rawSql(`${quoteLiteral(JSON.stringify(data))}::jsonb`)

/** `select append_event(…)`, with the version that it must return. */
export const appended = (use: U, expected: number, type: string, data: Data, other = false): ProofStep =>
  run(
    [
      sql`select ${qualified(use.idOf('append'))}('account', ${aggregate(use, other)}, ${expected}, ${rawSql(quoteLiteral(type))}, ${json(data)})::text`,
    ],
    rows([String(expected + 1)]),
  )

/** An event written past the door with a time of its own, as an import would. */
export const imported = (
  use: U,
  row: string,
  event: { readonly version: number; readonly type: string; readonly data: Data; readonly at: string },
  more: { readonly [role: string]: Value } = {},
): ProofStep => {
  const values: Readonly<Record<string, Value>> = {
    aggregate_id: aggregateText(use),
    aggregate_type: 'account',
    version: event.version,
    event_type: event.type,
    event_version: 1,
    data: JSON.stringify(event.data),
    metadata: '{}',
    recorded_at: event.at,
    ...more,
  }
  return insert(
    use.idOf('events'),
    row,
    Object.fromEntries(Object.entries(values).map(([role, v]) => [use.idOf(`events:${role}`), v])),
  )
}
