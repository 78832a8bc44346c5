import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const plain = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const bodyOf = (catalog: Catalog, t: Obj<'trigger'>): string => {
  const r = catalog.get(t.routine)
  if (r?.kind !== 'routine') return ''
  return r.body.text.map((s, i) => s + (catalog.get(r.body.refs[i]?.id ?? ('' as Id))?.name ?? '')).join('')
}

const base = { computed: 'when written' } as const

/** A trigger of the children that adds to a column of what they refer to. */
const counters = (catalog: Catalog, t: Obj<'trigger'>): readonly Sighting<Options>[] => {
  if (t.timing !== 'after' || !t.events.some((e) => e === 'insert')) return []
  const body = bodyOf(catalog, t)
  return objectsOf(catalog, 'fk')
    .filter((f) => f.table === t.table)
    .flatMap((fk) => {
      const parent = catalog.get(fk.references)?.name ?? ''
      if (!new RegExp(`update\\s+(only\\s+)?("?\\w+"?\\.)?"?${plain(parent)}"?`, 'i').test(body)) return []
      const added = columnsOf(catalog, fk.references).find((c) =>
        new RegExp(`set\\s+"?${plain(c.name)}"?\\s*=[^=;]*"?${plain(c.name)}"?\\s*\\+`, 'i').test(body),
      )
      if (!added) return []
      const source = columnsOf(catalog, fk.table).find(
        (c) =>
          !fk.columns.some((x) => x === c.id) &&
          new RegExp(`\\b(?:new|r)\\."?${plain(c.name)}"?`, 'i').test(body),
      )
      return [
        {
          target: added.id as Id<'column'>,
          options: {
            ...base,
            kind: source ? ('sum' as const) : ('count' as const),
            children: fk.table,
            ...(source ? { source: source.id as Id<'column'> } : {}),
          },
          bind: { insert: t.id, 'insert:fn': t.routine },
          sure: 0.8,
          because: `${t.name} adds to ${added.name} when a row of ${catalog.get(fk.table)?.name ?? ''} is written`,
        },
      ]
    })
}

/** A trigger that sets a column from a row that is referenced. */
const copies = (catalog: Catalog, t: Obj<'trigger'>): readonly Sighting<Options>[] => {
  if (t.timing !== 'before' || !t.events.includes('insert')) return []
  const body = bodyOf(catalog, t)
  return columnsOf(catalog, t.table).flatMap((c): readonly Sighting<Options>[] => {
    const n = plain(c.name)
    if (
      !new RegExp(`new\\."?${n}"?\\s*:?=\\s*\\(?\\s*select|into\\s+(strict\\s+)?new\\."?${n}"?`, 'i').test(
        body,
      )
    )
      return []
    const fk = objectsOf(catalog, 'fk').find(
      (f) =>
        f.table === t.table &&
        new RegExp(`from\\s+("?\\w+"?\\.)?"?${plain(catalog.get(f.references)?.name ?? '')}"?`, 'i').test(
          body,
        ),
    )
    const source =
      fk &&
      columnsOf(catalog, fk.references).find((s) =>
        new RegExp(`select\\s+(?:\\w+\\.)?"?${plain(s.name)}"?\\s`, 'i').test(body),
      )
    if (!source) return []
    return [
      {
        target: c.id as Id<'column'>,
        options: {
          ...base,
          kind: t.events.includes('update') ? 'copy' : 'frozen',
          source: source.id as Id<'column'>,
        },
        bind: {},
        sure: 0.7,
        because: `${t.name} sets ${c.name} from ${catalog.get(source.table)?.name ?? ''}`,
      },
    ]
  })
}

/** Generated columns that say something of their own; constants and search vectors serve other patterns. */
const generated = (c: Obj<'column'>): readonly Sighting<Options>[] => {
  const expr = c.generated?.expr
  if (!expr || !/[a-z_]/i.test(expr.text.join('')) || ('base' in c.type && c.type.base === 'tsvector'))
    return []
  if (expr.refs.length === 0 && !expr.opaque) return []
  return [
    {
      target: c.id as Id<'column'>,
      options: {
        ...base,
        kind: 'generated',
        expression: expr,
        ...(c.generated?.virtual ? { computed: 'when read' as const } : {}),
      },
      bind: {},
      sure: 0.95,
      because: `${c.name} is a generated column`,
    },
  ]
}

/** Columns that triggers keep from other rows, and generated ones. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const found = [
    ...objectsOf(catalog, 'trigger').flatMap((t) => [...counters(catalog, t), ...copies(catalog, t)]),
    ...objectsOf(catalog, 'column').flatMap(generated),
  ]
  return found.filter((s, i) => found.findIndex((o) => o.target === s.target) === i)
}
