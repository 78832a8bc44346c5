/** A real server behind the engines' own interface, so that what is shown in the page is shown there too. */
import pg from 'pg'
import { ok } from '../../src/base/index.ts'
import type { Batch, BatchResult, Engine, Rows, SqlError } from '../../src/engine/index.ts'
import { ownerRole } from '../../src/verify/index.ts'
import type { Server } from '../server.ts'
import { asText, prepare } from './pg.ts'

const sqlError = (error: unknown, statement?: number): SqlError => {
  if (!(error instanceof pg.DatabaseError)) throw error
  return {
    message: error.message,
    ...(error.code === undefined ? {} : { sqlstate: error.code }),
    ...(error.constraint === undefined ? {} : { constraint: error.constraint }),
    ...(statement === undefined ? {} : { statement }),
  }
}

const rowsOf = (got: pg.QueryArrayResult<(string | null)[]>): Rows => ({
  columns: got.fields.map((f) => ({ name: f.name, type: String(f.dataTypeID) })),
  rows: got.rows,
  ms: 0,
  command: got.command,
  ...(got.fields.length === 0 ? { affected: got.rowCount ?? 0 } : {}),
})

const runOn = async (client: pg.Client, batch: Batch): Promise<BatchResult> => {
  const results: Rows[] = []
  const { role, settings = {} } = batch.session ?? {}
  try {
    await client.query('begin')
    await client.query(`set local session authorization ${ownerRole}`)
    if (role !== undefined) await client.query(`set local role ${pg.escapeIdentifier(role)}`)
    for (const [k, v] of Object.entries(settings))
      await client.query('select set_config($1, $2, true)', [k, v])
  } catch (error) {
    await client.query('rollback')
    return { results, error: sqlError(error) }
  }
  for (const [i, text] of [...batch.statements, 'commit'].entries()) {
    try {
      const got = await client.query<(string | null)[]>({ text, rowMode: 'array' })
      if (i < batch.statements.length) results.push(rowsOf(got))
    } catch (error) {
      await client.query('rollback')
      return { results, error: sqlError(error, i) }
    }
  }
  return { results }
}

/** Loads a design into a database of its own; a reset gives a fresh copy of it. Fits the server's version alone. */
export const createServerEngine = (server: Server): Engine => {
  let loaded = 0
  let copies = 0
  let client: pg.Client | undefined
  const admin = new pg.Client({ connectionString: server.url() })
  const ready = admin.connect()
  const base = (): string => `proof_${loaded}`
  const copy = (): string => `proof_${loaded}_${copies}`
  const drop = async (): Promise<void> => {
    await client?.end()
    client = undefined
    await admin.query(`drop database if exists ${copy()}`)
  }
  const connect = async (database: string): Promise<pg.Client> => {
    const made = new pg.Client({ connectionString: server.url(database), types: asText })
    await made.connect()
    return made
  }
  return {
    info: { kind: 'pglite', name: 'PostgreSQL', version: String(server.version) },
    gaps: () => [],
    load: async (catalog, emitted) => {
      await ready
      await drop()
      loaded++
      const database = await server.createDatabase(base())
      const own = await connect(database)
      const errors: SqlError[] = []
      await prepare(own, database, catalog, emitted, (error, sql) => errors.push({ ...sqlError(error), sql }))
      await own.end()
      const info = { kind: 'pglite', name: 'PostgreSQL', version: String(server.version) } as const
      return { engine: info, ms: 0, statements: emitted.statements.length, errors, gaps: [] }
    },
    run: async (batch) => {
      client ??= await connect(copy())
      return runOn(client, batch)
    },
    reset: async () => {
      await drop()
      copies++
      await admin.query(`create database ${copy()} template ${base()} owner ${ownerRole}`)
    },
    introspect: async () => ok({ catalog: new Map(), leftOut: [] }),
    close: async () => {
      await drop()
      await admin.end()
    },
  }
}
