import type { Id } from '../../base/index.ts'
import { choice, optionsOf, table, tables, text } from '../kit/index.ts'

export interface Options {
  readonly tenants?: Id<'table'> | undefined
  readonly type: 'uuid' | 'bigint' | 'text'
  readonly column: string
  readonly except: readonly Id<'table'>[]
}

export const options = optionsOf<Options>({
  tenants: table('Tenants', 'A table of yours whose rows are the tenants. Empty: Damask makes one.'),
  type: choice('Type of the key', 'The type of the tenant key, where Damask makes the table.', [
    'uuid',
    'bigint',
    'text',
  ]),
  column: text('tenant_id', /./, 'give the column a name', {
    title: 'Column',
    description: 'The name of the column that every tenant table gets.',
  }),
  except: tables('Shared tables', 'Tables that belong to no tenant, such as countries or plans.'),
})
