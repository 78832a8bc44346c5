import { name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Transaction } from '../../compile/api.ts'
import { app, maintenance, owner, rows, run, stmt } from '../kit/index.ts'
import type { U } from './options.ts'

const text = (s: string): Sql => rawSql(quoteLiteral(s))

/** A message of the given type about one of the things, written by the application. */
export const published = (use: U, about: string, type: string): Transaction =>
  app(
    run(
      stmt`select (${qualified(use.idOf('publish'))}('thing', ${text(about)}, ${text(type)}) > 0)::text`,
      rows(['true']),
    ),
  )

/** The types of the messages that a relay is given. */
export const claims = (use: U, ...types: readonly string[]): Transaction =>
  maintenance(
    run(
      stmt`select ${name(use.idOf('type'))} from ${qualified(use.idOf('claim'))}(10, interval '1 hour', 'relay')`,
      rows(...types.map((t) => [t])),
    ),
  )

const idOf = (use: U, type: string): Sql =>
  sql`(select ${name(use.idOf('id'))} from ${qualified(use.idOf('outbox'))} where ${name(use.idOf('type'))} = ${text(type)})`

/** The claim under which the message is out. */
const claimOf = (use: U, type: string): Sql =>
  sql`(select ${name(use.idOf('claim_id'))} from ${qualified(use.idOf('outbox'))} where ${name(use.idOf('type'))} = ${text(type)})`

export const redelivers = (use: U, type: string): Transaction =>
  maintenance(
    run(stmt`select ${qualified(use.idOf('redeliver'))}(array[${idOf(use, type)}])::text`, rows(['1'])),
  )

export const confirming = (use: U, type: string, claim: Sql, answer: string) =>
  run(
    stmt`select ${qualified(use.idOf('confirm'))}(array[${idOf(use, type)}], ${claim})::text`,
    rows([answer]),
  )
export const confirms = (use: U, type: string): Transaction =>
  maintenance(confirming(use, type, claimOf(use, type), '1'))

export const failing = (use: U, type: string, claim: Sql, answer: string) =>
  run(
    stmt`select ${qualified(use.idOf('fail'))}(${idOf(use, type)}, ${claim}, 'no answer')::text`,
    rows([answer]),
  )
export const fails = (use: U, type: string): Transaction =>
  maintenance(failing(use, type, claimOf(use, type), 'true'))

/** The lease of every message, or its wait, is over. */
export const later = (use: U, set: Sql = sql``): Transaction =>
  owner(
    run(
      stmt`update ${qualified(use.idOf('outbox'))} set ${name(use.idOf('available_at'))} = now() - interval '1 second'${set} where ${name(use.idOf('sent_at'))} is null`,
    ),
  )

export const held = (use: U, n: number): Transaction =>
  app(run(stmt`select count(*)::text from ${qualified(use.idOf('outbox'))}`, rows([String(n)])))
