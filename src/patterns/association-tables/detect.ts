import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { type Join, joinsIn } from '../kit/joins.ts'
import type { Options } from './options.ts'

const bindOf = (
  catalog: Catalog,
  child: Id,
  j: Join,
  parent: Obj<'fk'>,
  own: Obj<'fk'>,
): readonly (readonly [string, Id])[] => {
  const p = parent.references
  const columns = (what: string, fk: Obj<'fk'>): readonly (readonly [string, Id])[] =>
    fk.columns.map((c, i) => [`${what}:${p}:${fk.refColumns[i] ?? child}`, c])
  return [
    [`join:${p}`, j.table],
    [`own:${p}`, own.id],
    [`fk:${p}`, parent.id],
    [`pk:${p}`, j.key.id],
    ...columns('own', own),
    ...columns('parent', parent),
    ...objectsOf(catalog, 'index').flatMap((i): readonly (readonly [string, Id])[] =>
      i.table === j.table && !i.unique && i.elements[0]?.column === parent.columns[0]
        ? [[`index:${p}`, i.id]]
        : [],
    ),
  ]
}

/** Tables to which two or more join tables lead, each from another table. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const joins = joinsIn(catalog)
  return objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const links = joins.flatMap((j) => {
      const own = j.ends.find((f) => f.references === t.id)
      const parent = j.ends.find((f) => f !== own)
      const leading = own?.columns.every((c) => j.key.columns.includes(c))
      return own && parent && leading && parent.references !== t.id ? [{ j, own, parent }] : []
    })
    const once = links.filter(
      (l, i) => links.findIndex((m) => m.parent.references === l.parent.references) === i,
    )
    if (once.length < 2) return []
    const single = once.every((l) => l.j.key.columns.length === l.own.columns.length)
    // A table that many others are joined to is a parent itself; its join tables have keys of both ends.
    if (!single && !once.every((l) => catalog.get(l.j.table)?.name.includes(t.name))) return []
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          parents: once.map((l) => ({
            table: l.parent.references,
            onDelete: l.parent.onDelete === 'cascade' ? 'cascade' : 'restrict',
          })),
          belongs: single ? 'to one of each' : 'to many',
          view: false,
        },
        bind: Object.fromEntries(once.flatMap((l) => bindOf(catalog, t.id, l.j, l.parent, l.own))),
        sure: single ? 0.85 : 0.5,
        because: `${once.map((l) => catalog.get(l.j.table)?.name).join(', ')} join it to ${once.length} other tables`,
      },
    ]
  })
}
