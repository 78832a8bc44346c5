import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

type Column = Obj<'column'>
const isRange = (c: Column): boolean => !isUserType(c.type) && /^(ts|tstz|date)range$/.test(c.type.base)

/** The range that a constraint of the table keeps from overlapping. */
const period = (catalog: Catalog, h: Obj<'table'>): Column | undefined => {
  const guarded = [
    ...objectsOf(catalog, 'exclusion').flatMap((x) =>
      x.table === h.id ? x.elements.flatMap((e) => (e.operator === '&&' ? (e.column ?? []) : [])) : [],
    ),
    ...objectsOf(catalog, 'key').flatMap((k) =>
      k.table === h.id && k.withoutOverlaps ? k.columns.slice(-1) : [],
    ),
  ]
  return columnsOf(catalog, h.id).find((c) => isRange(c) && guarded.some((g) => g === c.id))
}

interface Found {
  readonly column: Column
  readonly bind: { readonly [role: string]: Obj['id'] }
  readonly by: boolean
}

/** `orders_status_history` and `order_status_history` are about `status` of `orders`. */
const isCalled = (h: Obj<'table'>, t: Obj<'table'>, c: Column): boolean =>
  [t.name, t.name.replace(/s$/, '')].some(
    (n) =>
      /_(history|values|log)$/i.test(h.name) &&
      h.name.toLowerCase().startsWith(`${n}_${c.name}_`.toLowerCase()),
  )

const historyOf = (catalog: Catalog, t: Obj<'table'>, h: Obj<'table'>): Found | undefined => {
  const column = columnsOf(catalog, t.id).find((c) => isCalled(h, t, c))
  const range = period(catalog, h)
  if (!column || !range) return undefined
  const own = columnsOf(catalog, h.id)
  const value = own.find((c) => c.name === column.name || /^(value|new_value)$/i.test(c.name))
  const key = (objectsOf(catalog, 'key').find((k) => k.table === t.id && k.primary)?.columns ?? []).flatMap(
    (k) => {
      const n = catalog.get(k)?.name
      const c = own.find(
        (x) => x.name === `${t.name}_${n}` || x.name === `${t.name.replace(/s$/, '')}_${n}` || x.name === n,
      )
      return c && c.id !== value?.id ? [[`${column.id}:key:${k}`, c.id] as const] : []
    },
  )
  if (!value || key.length === 0) return undefined
  const by = own.find((c) => /^(changed|set|updated)_by$/i.test(c.name))
  const id = own.find((c) => /^(history_)?id$/i.test(c.name) && !key.some(([, k]) => k === c.id))
  const parts = {
    history: h.id,
    value: value.id,
    period: range.id,
    ...(by ? { by: by.id } : {}),
    ...(id ? { id: id.id } : {}),
  }
  return {
    column,
    by: by !== undefined,
    bind: {
      ...Object.fromEntries(key),
      ...Object.fromEntries(Object.entries(parts).map(([part, x]) => [`${column.id}:${part}`, x])),
    },
  }
}

/** Tables with a trigger and, for one column each, a table of its values in periods that cannot overlap. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  const watched = new Set(objectsOf(catalog, 'trigger').map((x) => x.table as string))
  return tables.flatMap((t): readonly Sighting<Options>[] => {
    if (!watched.has(t.id)) return []
    const found = tables.flatMap((h) => (h.schema === t.schema ? (historyOf(catalog, t, h) ?? []) : []))
    if (found.length === 0) return []
    return [
      {
        target: t.id as NonNullable<Sighting<Options>['target']>,
        options: { columns: found.map((f) => f.column.id), actor: found.some((f) => f.by) },
        bind: Object.assign({}, ...found.map((f) => f.bind)),
        sure: 0.9,
        because: `values of ${found.map((f) => f.column.name).join(', ')} are kept in periods that cannot overlap`,
      },
    ]
  })
}
