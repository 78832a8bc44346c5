import { choice, identifier, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly model: 'databases' | 'hybrid'
  readonly registry: string
  readonly type: 'uuid' | 'bigint' | 'text'
}

export const options = optionsOf<Options>({
  model: choice(
    'Model',
    'A database for every tenant; or small tenants together in this one, told apart by row, and large ones in databases of their own.',
    ['databases', 'hybrid'],
  ),
  registry: identifier(
    'Registry schema',
    'The schema of the tables that say where each tenant is. It is used in this database; in those of the tenants it stays empty.',
    'tenant_registry',
  ),
  type: choice(
    'Type of the key',
    'The type of the tenant key; the same as that of the rows where tenants are told apart by row as well.',
    ['uuid', 'bigint', 'text'],
  ),
})
