import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { type Join, joinsIn } from '../kit/joins.ts'
import { type Options, type Payload, payloadTypes } from './options.ts'

const payloadOf = (c: Obj<'column'>): Payload | undefined => {
  const base = isUserType(c.type) || c.type.dims || c.type.mods ? undefined : canonicalTypeName(c.type.base)
  const type = payloadTypes.find((t) => t === base)
  return type && /^[a-z_][a-z0-9_]{0,50}$/.test(c.name)
    ? { name: c.name, type, required: c.notNull === true }
    : undefined
}

const sighting = (catalog: Catalog, j: Join): readonly Sighting<Options>[] => {
  const [lead] = j.key.columns
  const first = j.ends.find((f) => lead && f.columns.includes(lead))
  const second = j.ends.find((f) => f !== first)
  const whole = j.ends.every((f) => f.columns.every((c) => j.key.columns.includes(c)))
  if (!first || !second || !whole) return []
  const ends = [first, second]
  const columns = ends.flatMap((f, n) =>
    f.columns.map((c, i): readonly [string, Id] => [`end:${n}:${f.refColumns[i] ?? ''}`, c]),
  )
  const payload = j.payload.flatMap((c) => {
    const p = payloadOf(c)
    return p ? [{ p, c }] : []
  })
  const back = objectsOf(catalog, 'index').find(
    (i) => i.table === j.table && !i.unique && i.elements[0]?.column === second.columns[0],
  )
  return [
    {
      target: first.references,
      options: {
        with: [second.references],
        name: '',
        onDelete: second.onDelete === 'cascade' ? 'cascade' : 'restrict',
        payload: payload.map(({ p }) => p),
      },
      bind: {
        join: j.table,
        pk: j.key.id,
        'fk:0': first.id,
        'fk:1': second.id,
        ...Object.fromEntries(columns),
        ...Object.fromEntries(payload.map(({ p, c }) => [`payload:${p.name}`, c.id])),
        ...(back ? { 'index:1': back.id } : {}),
      },
      sure: j.payload.length < 4 ? 0.95 : 0.7,
      because: `the primary key of ${catalog.get(j.table)?.name} is made of two references`,
    },
  ]
}

/** Tables whose primary key is made of two references. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  joinsIn(catalog).flatMap((j) => sighting(catalog, j))
