import type { Catalog, Obj } from '../../catalog/index.ts'
import type { Gap } from '../types.ts'

/** Extensions that a design can use in the page, by the name that SQL gives them. */
export const availableExtensions: ReadonlySet<string> = new Set([
  'plpgsql',
  'btree_gin',
  'btree_gist',
  'citext',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'tablefunc',
  'unaccent',
  'uuid-ossp',
])

/** Those whose files are there from the start; for any other the database is started once more. */
const commonExtensions: ReadonlySet<string> = new Set(['plpgsql', 'btree_gist', 'citext', 'ltree', 'pg_trgm'])

const isRare = (name: string): boolean => availableExtensions.has(name) && !commonExtensions.has(name)

export const extensionsOf = (catalog: Catalog): readonly Obj<'extension'>[] =>
  [...catalog.values()].filter((o) => o.kind === 'extension')

/** Whether the design holds an extension that is not there from the start. */
export const needsAll = (catalog: Catalog): boolean => extensionsOf(catalog).some((x) => isRare(x.name))

const created = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)/gi

/** Whether the statement creates an extension that is not there from the start. */
export const createsRare = (sql: string): boolean =>
  [...sql.matchAll(created)].some(([, name]) => name !== undefined && isRare(name.toLowerCase()))

/** Extensions that this build of PostgreSQL was not given. */
export const extensionGaps = (catalog: Catalog): readonly Gap[] =>
  extensionsOf(catalog)
    .filter((x) => !availableExtensions.has(x.name))
    .map((x) => ({
      object: x.id,
      feature: 'extension',
      message: `The extension ${x.name} is not part of the in-page PostgreSQL.`,
    }))
