import { rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './owned.ts'

/** Works with any client that has `query(text, values)`, such as node-postgres; the setting ends with the transaction. */
export const files = (facts: Facts, _use: U): readonly Claim<'files'>[] => [
  {
    claim: 'file',
    path: 'helpers/with-tenant.ts',
    text: sql`${rawSql(`/** The part of a database client that is needed: node-postgres and others have it. */
export interface Client {
  query(text: string, values?: readonly unknown[]): Promise<unknown>
}

/**
 * Runs \`work\` in one transaction that sees and writes only the tenant's rows.
 * The client must be a single connection, not a pool: the tenant is set on it until the transaction ends.
 */
export const withTenant = async <T>(client: Client, tenant: string, work: (client: Client) => Promise<T>): Promise<T> => {
  if (tenant === '') throw new Error('withTenant needs a tenant')
  await client.query('begin')
  try {
    await client.query("select set_config(`)}${facts.settings.tenant}${rawSql(`, $1, true)", [tenant])
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
`)}`,
  },
]
