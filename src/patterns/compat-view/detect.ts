import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const textOf = (catalog: Catalog, v: Obj<'view'>): string =>
  (
    v.query.server ??
    v.query.text.map((t, i) => t + (catalog.get(v.query.refs[i]?.id ?? '')?.name ?? '')).join('')
  )
    .replace(/\s+/g, ' ')
    .replace(/;\s*$/, '')
    .trim()

const ident = '(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)'
const plain = (s: string): string =>
  s.startsWith('"') ? s.slice(1, -1).replaceAll('""', '"') : s.toLowerCase()
const last = (path: string): string => plain(new RegExp(`${ident}$`, 'i').exec(path.trim())?.[0] ?? '')

/** `select a, b as c from t`: columns of one table alone, some of them by another name. */
const simple = new RegExp(
  `^select ((?:(?:${ident}\\.)*${ident}(?: as ${ident})?(?:, )?)+) from ((?:${ident}\\.)?${ident})(?: ${ident})?$`,
  'i',
)

const sighting = (catalog: Catalog, v: Obj<'view'>): readonly Sighting<Options>[] => {
  const [, list, from] = simple.exec(textOf(catalog, v)) ?? []
  if (!list || !from) return []
  const t = objectsOf(catalog, 'table').find((x) => x.schema === v.schema && x.name === last(from))
  if (!t) return []
  const columns = columnsOf(catalog, t.id)
  const pairs = list.split(/, /).map((item) => {
    const [of, was] = item.split(/ as /i)
    return { column: columns.find((c) => c.name === last(of ?? '')), was: was && plain(was.trim()) }
  })
  const renamed = pairs.flatMap(({ column, was }) =>
    column && was && was !== column.name ? [{ column: column.id as Options['without'][number], was }] : [],
  )
  if (pairs.some((p) => !p.column) || (renamed.length === 0 && pairs.length < columns.length)) return []
  return [
    {
      target: t.id as NonNullable<Sighting<Options>['target']>,
      options: {
        name: v.name,
        renamed,
        without: columns
          .filter((c) => !pairs.some((p) => p.column?.id === c.id))
          .map((c) => c.id as Options['without'][number]),
        writes: 'through',
        deleted: 'shown',
        until: '',
      },
      bind: { view: v.id },
      sure: renamed.length > 0 ? 0.8 : 0.6,
      because: `${v.name} shows ${t.name} ${renamed.length > 0 ? 'with columns by other names' : 'by another name'} and nothing else`,
    },
  ]
}

/** Views that are a table by other names. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'view').flatMap((v) => sighting(catalog, v))
