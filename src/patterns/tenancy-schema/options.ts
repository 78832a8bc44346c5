import type { Id } from '../../base/index.ts'
import { choice, identifier, optionsOf, tables } from '../kit/index.ts'

export interface Options {
  readonly management: string
  readonly type: 'uuid' | 'bigint'
  readonly shared: readonly Id<'table'>[]
}

export const options = optionsOf<Options>({
  management: identifier(
    'Management schema',
    'The schema of the table of tenants and of the functions that make, migrate and drop theirs.',
    'tenant_management',
  ),
  type: choice('Type of the key', 'The type of the tenant key.', ['uuid', 'bigint']),
  shared: tables('Shared tables', 'Tables that all tenants share, such as countries or plans.'),
})
