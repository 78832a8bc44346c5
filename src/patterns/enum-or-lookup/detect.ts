import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { ListedValue, Options } from './options.ts'

const idFor = (s: string, i: number): string =>
  s
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, 40) || `value_${i + 1}`

const listed = (words: readonly string[]): readonly ListedValue[] => {
  const ids = words.map(idFor)
  return words.map((name, i) => ({
    id: ids.indexOf(ids[i] ?? '') === i ? (ids[i] ?? '') : `value_${i + 1}`,
    name,
  }))
}

const sighting = (
  column: Obj<'column'>,
  form: Options['form'],
  words: readonly string[],
  bind: Sighting<Options>['bind'],
  because: string,
): Sighting<Options> => ({
  target: column.id as Id<'column'>,
  options: { form, values: listed(words), initial: '' },
  bind,
  sure: 0.8,
  because,
})

const enums = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'column').flatMap((c): readonly Sighting<Options>[] => {
    const type = isUserType(c.type) && !c.type.dims ? catalog.get(c.type.type) : undefined
    if (type?.kind !== 'enum') return []
    const ids = listed(type.labels.map((l) => l.name)).map((v) => v.id)
    const labels = type.labels.map((l, i): [string, Id] => [`value:${ids[i] ?? ''}`, l.id])
    return [
      sighting(
        c,
        'enum',
        type.labels.map((l) => l.name),
        { type: type.id, ...Object.fromEntries(labels) },
        `is of the enum type ${type.name}`,
      ),
    ]
  })

/** Text of a check that names one column, as `in ('a', 'b')` or `= any (array['a', 'b'])`. */
const checks = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'check').flatMap((k): readonly Sighting<Options>[] => {
    const text = k.expr.server ?? k.expr.text.join(' ')
    const list = /^[^']*(?:\bin\s*\(|=\s*any\s*\()/i.test(text)
    const words = [...text.matchAll(/'((?:[^']|'')*)'/g)].map((m) => (m[1] ?? '').replaceAll("''", "'"))
    const named = columnsOf(catalog, k.table).filter(
      (c) =>
        k.expr.refs.some((r) => r.id === c.id) ||
        new RegExp(`\\b${c.name.replace(/\W/g, '\\$&')}\\b`).test(text.split("'")[0] ?? ''),
    )
    const [column] = named
    if (!list || words.length < 2 || named.length !== 1 || !column || /\b(and|or)\b/i.test(text)) return []
    return [sighting(column, 'check', words, { check: k.id }, `${k.name} lists what it may hold`)]
  })

/** A small table whose key is one text column, referenced by that column. */
const lookups = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'fk').flatMap((f): readonly Sighting<Options>[] => {
    const [from, to] = [f.columns[0], f.refColumns[0]]
    const [column, value] = [from && catalog.get(from), to && catalog.get(to)]
    if (f.columns.length !== 1 || column?.kind !== 'column' || value?.kind !== 'column') return []
    const key = objectsOf(catalog, 'key').find((k) => k.table === f.references && k.primary)
    const text = !isUserType(value.type) && /^(text|varchar|char)$/.test(value.type.base)
    const small = columnsOf(catalog, f.references).length <= 4
    const plain = !objectsOf(catalog, 'fk').some((x) => x.table === f.references)
    const table = catalog.get(f.references)
    if (!text || !small || !plain || key?.columns.join() !== to || !table) return []
    return [
      sighting(
        column,
        'lookup',
        [],
        { lookup: table.id, 'lookup:value': value.id, 'lookup:pk': key?.id ?? f.id, fk: f.id },
        `references the values of ${table.name}; they are rows, so they have to be entered`,
      ),
    ]
  })

/** Columns that an enum type, a CHECK or a small table of text limits to a list. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => [
  ...enums(catalog),
  ...checks(catalog),
  ...lookups(catalog),
]
