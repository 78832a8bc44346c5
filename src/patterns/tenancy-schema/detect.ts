import { type Catalog, fill, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const textOf = (catalog: Catalog, r: Obj<'routine'>): string =>
  fill(r.body, (ref) => catalog.get(ref.id)?.name ?? '')

/** A table of tenants that names their schemas, and a routine that makes one. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const maker = objectsOf(catalog, 'routine').find(
    (r) => /tenant/i.test(r.name) && /create\s+schema/i.test(textOf(catalog, r)),
  )
  const tenants = objectsOf(catalog, 'table').find(
    (t) =>
      /tenant|org|customer|account/i.test(t.name) &&
      columnsOf(catalog, t.id).some((c) => /^schema(_name)?$/i.test(c.name)),
  )
  if (!maker || !tenants) return []
  const key = columnsOf(catalog, tenants.id)[0]
  return [
    {
      options: {
        management: catalog.get(tenants.schema)?.name ?? 'tenant_management',
        type: key && 'base' in key.type && key.type.base === 'uuid' ? 'uuid' : 'bigint',
        shared: objectsOf(catalog, 'table').flatMap((t) => (t.schema === tenants.schema ? [t.id] : [])),
      },
      bind: {},
      sure: 0.8,
      because: `${tenants.name} names a schema for each row, and ${maker.name} makes it`,
    },
  ]
}
