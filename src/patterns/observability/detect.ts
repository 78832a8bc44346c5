import { type Catalog, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { stats } from './claims.ts'
import type { Options } from './options.ts'

const source =
  /\bpg_stat_(user_tables|user_indexes|all_tables|all_indexes|statements|replication|activity)\b/i

/** Views of the server's statistics: those that are named like ours are taken over. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const views = objectsOf(catalog, 'view').filter((v) =>
    source.test(v.query.server ?? v.query.text.join(' ')),
  )
  const [first] = views
  if (!first) return []
  const names = new Set(stats.map((s) => s.name))
  const own = views.filter((v) => names.has(v.name) && v.schema === first.schema)
  const schema = catalog.get(first.schema)
  return [
    {
      options: {
        schema:
          schema && schema.name !== 'public' && /^[a-z_][a-z0-9_]{0,50}$/.test(schema.name)
            ? schema.name
            : 'observability',
        quality: false,
        required: [],
        past: [],
        currencies: [],
        large: [],
      },
      bind: {
        ...(own.length > 0 && schema && schema.name !== 'public' ? { schema: schema.id } : {}),
        ...Object.fromEntries(own.map((v) => [v.name, v.id])),
      },
      sure: own.length > 0 ? 0.9 : 0.6,
      because: `${views.length === 1 ? 'a view reads' : `${views.length} views read`} the server's statistics`,
    },
  ]
}
