import { rawSql, type Sql, sql } from '../../catalog/index.ts'

/** `routine` is the qualified name as a constant of TypeScript. */
export const router = (routine: Sql): Sql =>
  sql`${rawSql(`/** Where a tenant is. \`shared\`: in the database of the registry. */
export type Place =
  | { readonly model: 'shared' }
  | { readonly model: 'database'; readonly host: string; readonly port: number; readonly database: string }

/** Asks the database of the registry; node-postgres' \`pool.query(…)\` gives such rows. */
export type Ask = (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly Row[] }>
export interface Row {
  readonly model: string
  readonly host: string | null
  readonly port: number | string | null
  readonly database_name: string | null
}

export interface Router {
  /** Where the tenant is. An unknown tenant is refused with SQLSTATE 42704, one that moves or is suspended with 57P03. */
  place(tenant: string): Promise<Place>
  /** Forgets what is known of the tenant, as after a connection that failed. */
  forget(tenant: string): void
}

const routine: string = `)}${routine}${rawSql(`

const placeOf = (row: Row | undefined): Place => {
  if (row?.model === 'shared') return { model: 'shared' }
  if (row?.host == null || row.port == null || row.database_name == null) throw new Error('the registry gave no place')
  return { model: 'database', host: row.host, port: Number(row.port), database: row.database_name }
}

/**
 * Remembers places for \`keepMs\`, which is also how long a tenant may still be sought at its old place after a move:
 * keep it below the DRAIN_SECONDS of the script that moves. Refusals are not remembered.
 */
export const createRouter = (ask: Ask, keepMs: number, now: () => number = Date.now): Router => {
  const known = new Map<string, { readonly until: number; readonly place: Promise<Place> }>()
  return {
    place(tenant) {
      const found = known.get(tenant)
      if (found && now() < found.until) return found.place
      const place = ask(\`select * from \${routine}($1)\`, [tenant]).then(({ rows }) => placeOf(rows[0]))
      known.set(tenant, { until: now() + keepMs, place })
      place.catch(() => known.delete(tenant))
      return place
    },
    forget(tenant) {
      known.delete(tenant)
    },
  }
}
`)}`
