import { rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { clientType, transactionHelper } from '../kit/transaction-helper.ts'
import type { U } from './owned.ts'

/** Works with any client that has `query(text, values)`, such as node-postgres; the setting ends with the transaction. */
export const files = (facts: Facts, _use: U): readonly Claim<'files'>[] => [
  {
    claim: 'file',
    path: 'helpers/with-tenant.ts',
    text: sql`${rawSql(`${clientType}\n`)}${transactionHelper({
      name: 'withTenant',
      says: [
        "Runs `work` in one transaction that sees and writes only the tenant's rows.",
        'The client must be a single connection, not a pool: the tenant is set on it until the transaction ends.',
      ],
      before: "  if (tenant === '') throw new Error('withTenant needs a tenant')\n",
      first: sql`${rawSql('await client.query("select set_config(')}${facts.settings.tenant}${rawSql(', $1, true)", [tenant])')}`,
    })}`,
  },
]
