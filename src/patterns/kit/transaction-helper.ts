import { rawSql, type Sql, sql } from '../../catalog/index.ts'

/** TypeScript of a helper that runs a caller's work for one tenant, in one transaction. */
export interface TransactionHelper {
  readonly name: string
  /** What it does and asks for, line by line. */
  readonly says: readonly string[]
  /** Lines before the transaction begins; each ends with a line break. */
  readonly before?: string
  /** The first statement inside it. */
  readonly first: Sql
}

/** The client that the helper takes. */
export const clientType = `/** The part of a database client that is needed: node-postgres and others have it. */
export interface Client {
  query(text: string, values?: readonly unknown[]): Promise<unknown>
}
`

/** A rollback that fails, as on a connection that is gone, must not hide what went wrong before. */
export const transactionHelper = (h: TransactionHelper): Sql =>
  sql`${rawSql(`/**
${h.says.map((l) => ` * ${l}`).join('\n')}
 */
export const ${h.name} = async <T>(client: Client, tenant: string, work: (client: Client) => Promise<T>): Promise<T> => {
${h.before ?? ''}  await client.query('begin')
  try {
    `)}${h.first}${rawSql(`
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
`)}`
