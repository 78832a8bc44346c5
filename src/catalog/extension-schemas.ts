import type { Catalog } from './objects.ts'
import { objectsOf } from './refs.ts'

/**
 * Names of the schemas beside `public` that hold extensions, in alphabetical order. Operators of an extension's types
 * are found by the search path alone: sessions that compare such values have these in theirs.
 */
export const extensionSchemas = (catalog: Catalog): readonly string[] => {
  const names = objectsOf(catalog, 'extension').flatMap((x) =>
    x.schema === undefined ? [] : (catalog.get(x.schema)?.name ?? []),
  )
  return [...new Set(names)].filter((n) => n !== 'public' && n !== 'pg_catalog').sort()
}
