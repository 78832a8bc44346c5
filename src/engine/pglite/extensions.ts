import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import { availableExtensions, extensionsOf } from './gaps.ts'
import type { Link } from './link.ts'
import { ident } from './names.ts'

const inPublic = (x: Obj<'extension'>, catalog: Catalog): boolean =>
  x.schema === undefined || catalog.get(x.schema)?.name === 'public'

/**
 * Creates the design's extensions that live in `public` and drops those it no longer has. They are kept from one
 * load to the next, because creating one takes as long as ten tables. Returns the objects that are dealt with.
 */
export const syncExtensions = async (link: Link, catalog: Catalog): Promise<ReadonlySet<Id>> => {
  const kept = extensionsOf(catalog).filter((x) => availableExtensions.has(x.name) && inPublic(x, catalog))
  const wanted = new Set(kept.map((x) => x.name))
  const { rows } = await link.must(`select extname from pg_catalog.pg_extension where extname <> 'plpgsql'`)
  const had = new Set(rows.map((r) => r[0] ?? ''))
  for (const name of had) if (!wanted.has(name)) await link.must(`drop extension ${ident(name)} cascade`)
  for (const name of wanted)
    if (!had.has(name) && name !== 'plpgsql')
      await link.must(`create extension ${ident(name)} with schema public`)
  return new Set(kept.map((x) => x.id))
}
