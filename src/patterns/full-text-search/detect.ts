import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, objectsOf, type Sql } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { configurations, type Options, type Searched, type Weight } from './options.ts'

const shown = (catalog: Catalog, s: Sql): string =>
  s.server ?? s.text.map((t, i) => t + (catalog.get(s.refs[i]?.id ?? ('' as Id))?.name ?? '')).join('')

const configurationIn = (text: string): Options['configuration'] | undefined => {
  const word = /to_tsvector\(\s*'(?:pg_catalog\.)?(\w+)'/i.exec(text)?.[1]?.toLowerCase()
  return configurations.find((c) => c === word)
}

/** Columns in the order in which the expression names them, with the weight that follows. */
const columnsIn = (catalog: Catalog, table: Id, text: string): readonly Searched[] =>
  columnsOf(catalog, table)
    .flatMap((c) => {
      const word = c.name.replace(/[^\w]/g, '\\$&')
      const at = text.search(new RegExp(`(^|[^\\w'])"?${word}"?([^\\w']|$)`))
      if (at < 0) return []
      const weight = (/'([ABCD])'(?!\w)/.exec(text.slice(at))?.[1] ?? 'D') as Weight
      return [{ at, column: c.id as Id<'column'>, weight }]
    })
    .sort((a, b) => a.at - b.at)
    .map(({ column, weight }) => ({ column, weight }))

const sighting = (
  catalog: Catalog,
  table: Id<'table'>,
  text: string,
  kept: Options['kept'],
  bind: Sighting<Options>['bind'],
  because: string,
): readonly Sighting<Options>[] => {
  const configuration = configurationIn(text)
  const columns = columnsIn(catalog, table, text)
  if (!configuration || columns.length === 0) return []
  const options: Options = { columns, configuration, kept, name: 'search_vector', search: false }
  return [{ target: table, options, bind, sure: 0.9, because }]
}

const ginOn = (catalog: Catalog, column: Id): Obj<'index'> | undefined =>
  objectsOf(catalog, 'index').find(
    (i) => (i.method === 'gin' || i.method === 'gist') && i.elements.some((e) => e.column === column),
  )

/** Generated tsvector columns, and indexes over `to_tsvector`. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => [
  ...objectsOf(catalog, 'column').flatMap((c) => {
    if (isUserType(c.type) || c.type.base !== 'tsvector' || !c.generated) return []
    const index = ginOn(catalog, c.id)
    const bind = { words: c.id, ...(index ? { index: index.id } : {}) }
    return sighting(
      catalog,
      c.table,
      shown(catalog, c.generated.expr),
      'column',
      bind,
      `${c.name} holds words to search`,
    )
  }),
  ...objectsOf(catalog, 'index').flatMap((i) => {
    const expr = i.method === 'gin' ? i.elements.find((e) => e.expr)?.expr : undefined
    const table = catalog.get(i.table)
    if (!expr || table?.kind !== 'table') return []
    const bind = { index: i.id }
    return sighting(
      catalog,
      i.table as Id<'table'>,
      shown(catalog, expr),
      'index',
      bind,
      `${i.name} is an index over words`,
    )
  }),
]
