import * as z from 'zod'
import type { Id } from '../../base/index.ts'
import { choice } from '../kit/index.ts'

export interface Options {
  readonly tenants?: Id<'table'> | undefined
  readonly type: 'uuid' | 'bigint' | 'text'
  readonly column: string
  readonly except: readonly Id<'table'>[]
}

export const options = z.strictObject({
  tenants: z.string().optional().meta({
    title: 'Tenants',
    description: 'A table of yours whose rows are the tenants. Empty: Damask makes one.',
    ref: 'table',
  }),
  type: choice('Type of the key', 'The type of the tenant key, where Damask makes the table.', [
    'uuid',
    'bigint',
    'text',
  ]),
  column: z
    .string()
    .min(1, 'give the column a name')
    .default('tenant_id')
    .meta({ title: 'Column', description: 'The name of the column that every tenant table gets.' }),
  except: z.array(z.string()).default([]).meta({
    title: 'Shared tables',
    description: 'Tables that belong to no tenant, such as countries or plans.',
    ref: 'table',
  }),
}) as unknown as z.ZodType<Options>
