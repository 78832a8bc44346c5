import type { Catalog, Obj } from '../../catalog/index.ts'
import type { Gap } from '../types.ts'

/** Extensions whose files the database is started with, by the name that SQL gives them. */
export const commonExtensions = ['btree_gist', 'citext', 'ltree', 'pg_trgm'] as const

/** Those for which it is started once more. */
export const rareExtensions = [
  'btree_gin',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'pgcrypto',
  'tablefunc',
  'unaccent',
  'uuid-ossp',
] as const

const rare: ReadonlySet<string> = new Set(rareExtensions)

/** All that a design can use in the page. */
export const availableExtensions: ReadonlySet<string> = new Set([
  'plpgsql',
  ...commonExtensions,
  ...rareExtensions,
])

export const extensionsOf = (catalog: Catalog): readonly Obj<'extension'>[] =>
  [...catalog.values()].filter((o) => o.kind === 'extension')

/** Whether the design holds an extension that is not there from the start. */
export const needsAll = (catalog: Catalog): boolean => extensionsOf(catalog).some((x) => rare.has(x.name))

const created = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/gi

/** Whether the statement creates an extension that is not there from the start. */
export const createsRare = (sql: string): boolean =>
  [...sql.matchAll(created)].some(([, name]) => name !== undefined && rare.has(name.toLowerCase()))

/** Extensions that this build of PostgreSQL was not given. */
export const extensionGaps = (catalog: Catalog): readonly Gap[] =>
  extensionsOf(catalog)
    .filter((x) => !availableExtensions.has(x.name))
    .map((x) => ({
      object: x.id,
      feature: 'extension',
      message: `The extension ${x.name} is not part of the in-page PostgreSQL.`,
    }))
