import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const types = ['uuid', 'bigint', 'text'] as const

/** A table of tenants that names a database, or a server, for each. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  for (const t of objectsOf(catalog, 'table')) {
    if (!/tenant|customer|account|org/i.test(t.name)) continue
    const columns = columnsOf(catalog, t.id)
    const database = columns.find((c) =>
      /^(db|database)(_name|_url)?$|^(dsn|connection_string)$/i.test(c.name),
    )
    if (!database) continue
    const shared =
      columns.find((c) => /^(model|isolation|tier)$/i.test(c.name)) ??
      (database.notNull ? undefined : database)
    const key = objectsOf(catalog, 'key').find((k) => k.table === t.id && k.primary)?.columns[0]
    const type = columns.find((c) => c.id === key)?.type
    return [
      {
        options: {
          model: shared ? 'hybrid' : 'databases',
          registry: catalog.get(t.schema)?.name ?? 'tenant_registry',
          type: types.find((x) => type && 'base' in type && type.base === x) ?? 'text',
        },
        bind: {},
        sure: 0.7,
        because: `${t.name}.${database.name} names a database for each tenant`,
      },
    ]
  }
  return []
}
