import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, objectsOf, type Sql } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const shown = (catalog: Catalog, s: Sql): string =>
  `${s.server ?? ''} ${s.text.map((t, i) => t + (catalog.get(s.refs[i]?.id ?? ('' as Id))?.name ?? '')).join('')}`

/** Bodies and queries that decrypt. */
const decrypting = (catalog: Catalog): readonly string[] =>
  [...catalog.values()].flatMap((o) => {
    const text =
      o.kind === 'routine' ? shown(catalog, o.body) : o.kind === 'view' ? shown(catalog, o.query) : ''
    return /pgp_(sym|pub)_(de|en)crypt|\bdecrypt(_iv)?\s*\(/i.test(text) ? [`${text} ${o.name}`] : []
  })

const blindOf = (catalog: Catalog, c: Obj<'column'>): Obj<'column'> | undefined =>
  columnsOf(catalog, c.table).find(
    (o) =>
      o.id !== c.id &&
      o.name.toLowerCase().startsWith(c.name.toLowerCase()) &&
      /(blind|bidx|hash|hmac|digest)/i.test(o.name),
  )

const setting = (text: string | undefined): string | undefined =>
  text && /current_setting\s*\(\s*'([a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*)'/.exec(text)?.[1]

/** Binary columns that a view or function decrypts. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const texts = decrypting(catalog)
  if (texts.length === 0) return []
  return objectsOf(catalog, 'column').flatMap((c): readonly Sighting<Options>[] => {
    if (isUserType(c.type) || c.type.base !== 'bytea' || c.type.dims) return []
    const word = new RegExp(`(^|\\W)${c.name.replace(/\W/g, '\\$&')}(\\W|$)`)
    const found = texts.find((t) => word.test(t))
    if (found === undefined) return []
    const blind = blindOf(catalog, c)
    if (blind === undefined && /(blind|bidx|hash|hmac|digest)$/i.test(c.name)) return []
    return [
      {
        target: c.id as Id<'column'>,
        options: {
          blind: blind ? 'always' : 'never',
          read: 'view',
          reader: 'pii_reader',
          key: setting(found) ?? 'app.encryption_key',
          blindKey: 'app.blind_index_key',
          stretch: true,
        },
        bind: blind ? { blind: blind.id } : {},
        sure: 0.85,
        because: `${c.name} is binary, and something decrypts it`,
      },
    ]
  })
}
