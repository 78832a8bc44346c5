import type { Id } from '../base/index.ts'
import {
  type DataType,
  extensionOf,
  isUserType,
  name,
  type Obj,
  rawSql,
  type Sql,
  sql,
} from '../catalog/index.ts'
import type { World } from './world.ts'

const pinned = rawSql('search_path = pg_catalog, pg_temp')

/** Routines resolve names as written, never through the caller's search_path. */
export const pinnedPath: readonly Sql[] = [pinned]

/** The extension that a type comes with; of a domain, that of the type it stands on. */
const extensionUnder = (w: World, t: DataType, seen: readonly Id[] = []): string | undefined => {
  if (!isUserType(t)) return extensionOf(t)
  const domain = seen.includes(t.type) ? undefined : w.get('domain', t.type as Id)
  return domain && extensionUnder(w, domain.type, [...seen, t.type])
}

/** By column: the extension whose operators compare its values. */
const foreignColumns = (w: World): ReadonlyMap<Id, string> => {
  const found = new Map<Id, string>()
  for (const c of w.all('column')) {
    const extension = extensionUnder(w, c.type)
    if (extension !== undefined) found.set(c.id, extension)
  }
  return found
}

const schemaOf = (w: World, extension: string): Sql => {
  const schema = w.all('extension').find((x) => x.name === extension)?.schema
  return schema === undefined ? rawSql('public') : sql`${name(schema)}`
}

const widened = (w: World, r: Obj<'routine'>, extensions: readonly string[]): Obj<'routine'> => {
  const schemas = new Map(
    extensions.map((x) => schemaOf(w, x)).map((s) => [s.refs[0]?.id ?? s.text[0], s] as const),
  )
  let path = rawSql('search_path = pg_catalog')
  for (const s of schemas.values()) path = sql`${path}, ${s}`
  return { ...r, settings: [sql`${path}, pg_temp`, ...(r.settings ?? []).slice(1)] }
}

/**
 * A routine that names a column of an extension's type finds that type's operators, too: with the pinned path alone
 * citext would be compared as text, letter case included, and ltree not at all. The extension's own schema is as
 * trusted as the extension is.
 */
export const sealPaths = (w: World): void => {
  const foreign = foreignColumns(w)
  if (foreign.size === 0) return
  for (const r of w.all('routine')) {
    if (r.settings?.[0] !== pinned) continue
    const extensions = new Set<string>()
    for (const { id } of r.body.refs) {
      const x = foreign.get(id)
      if (x !== undefined) extensions.add(x)
    }
    if (extensions.size > 0) w.put(widened(w, r, [...extensions].sort()))
  }
}
