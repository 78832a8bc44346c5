import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import type { Batch, BatchResult, Engine, Rows, SqlError } from '../../src/engine/index.ts'
import { quoteIdent } from '../../src/sql/index.ts'

const asError = (e: unknown, statement: number, sql: string): SqlError => {
  const o = e as Record<string, string | undefined> & Error
  const known = (['detail', 'hint', 'schema', 'table', 'column', 'constraint'] as const).flatMap((k) =>
    o[k] ? [[k, o[k]] as const] : [],
  )
  return {
    message: o.message,
    statement,
    sql,
    ...Object.fromEntries(known),
    ...(o.code ? { sqlstate: o.code } : {}),
    ...(o.position ? { position: Number(o.position) - 1 } : {}),
  }
}

/** Every built-in type as the text that the server sent. */
const parsers = Object.fromEntries(Array.from({ length: 6000 }, (_, oid) => [oid, (v: string) => v]))

const one = async (db: PGlite, sql: string): Promise<Rows> => {
  const r = await db.query<(string | null)[]>(sql, [], { rowMode: 'array', parsers })
  const columns = r.fields.map((f) => ({ name: f.name, type: String(f.dataTypeID) }))
  return {
    columns,
    rows: r.rows,
    ms: 0,
    ...(r.affectedRows === undefined ? {} : { affected: r.affectedRows }),
  }
}

/** PostgreSQL in this process behind the engine's interface, with nothing but what these tests need. */
export const pgliteEngine = async (): Promise<Engine & { readonly db: PGlite }> => {
  const db = await PGlite.create({ extensions: { btree_gist, citext, ltree } })
  let kept: readonly string[] = []
  const run = async (batch: Batch): Promise<BatchResult> => {
    const results: Rows[] = []
    await db.exec('begin')
    if (batch.session?.role) await db.exec(`set local role ${quoteIdent(batch.session.role)}`)
    for (const [k, v] of Object.entries(batch.session?.settings ?? {})) {
      await db.query('select set_config($1, $2, true)', [k, v])
    }
    for (const [i, sql] of batch.statements.entries()) {
      try {
        results.push(await one(db, sql))
      } catch (e) {
        await db.exec('rollback')
        return { results, error: asError(e, i, sql) }
      }
    }
    try {
      await db.exec(batch.end === 'rollback' ? 'rollback' : 'commit')
    } catch (e) {
      return { results, error: asError(e, batch.statements.length, 'commit') }
    }
    return { results }
  }
  const info = { kind: 'pglite', name: 'PostgreSQL', version: '18' } as const
  return {
    db,
    info,
    gaps: () => [],
    load: async (catalog, emitted) => {
      kept = [...catalog.values()].flatMap((o) =>
        o.kind === 'rows' ? [catalog.get(o.table)?.name ?? ''] : [],
      )
      await db.exec('reset role; drop schema if exists public cascade')
      const roles = await db.query<{ rolname: string }>(
        `select rolname from pg_roles where rolname !~ '^(pg_|postgres$)'`,
      )
      for (const { rolname } of roles.rows)
        await db.exec(`drop owned by ${quoteIdent(rolname)}; drop role ${quoteIdent(rolname)}`)
      await db.exec(
        `create role damask_owner; create schema public authorization damask_owner; grant create on database postgres to damask_owner`,
      )
      const admin = emitted.statements.filter((s) => s.admin)
      for (const s of admin) await db.exec(s.sql)
      for (const o of catalog.values())
        if (o.kind === 'role') await db.exec(`grant ${quoteIdent(o.name)} to damask_owner`)
      await db.exec('set role damask_owner')
      const errors: (SqlError & { object?: string })[] = []
      for (const [i, s] of emitted.statements.entries()) {
        if (s.admin) continue
        try {
          await db.exec(s.sql)
        } catch (e) {
          errors.push({ ...asError(e, i, s.sql), object: s.object })
        }
      }
      await db.exec('reset role')
      return { engine: info, ms: 0, statements: emitted.statements.length, errors, gaps: [] }
    },
    run,
    reset: async () => {
      const { rows } = await db.query<{ n: string; t: string }>(
        `select format('%I.%I', schemaname, tablename) as n, tablename as t from pg_tables where schemaname !~ '^(pg_|information_schema)'`,
      )
      const names = rows.filter((r) => !kept.includes(r.t)).map((r) => r.n)
      await db.exec('set session_replication_role = replica')
      for (const n of names) await db.exec(`delete from ${n}`)
      await db.exec('set session_replication_role = origin')
    },
    introspect: () => Promise.reject(new Error('not here')),
    close: () => db.close(),
  }
}
