import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const suffix = /_(history|hist|versions|log)$/i

const find = (columns: readonly Obj<'column'>[], words: readonly string[]): Obj<'column'> | undefined =>
  columns.find((c) => words.includes(c.name.toLowerCase()))

const sighting = (catalog: Catalog, t: Obj<'table'>, h: Obj<'table'>): readonly Sighting<Options>[] => {
  const [base, copy] = [columnsOf(catalog, t.id), columnsOf(catalog, h.id)]
  const pairs = base.flatMap((c) => {
    const m = copy.find((x) => x.name === c.name)
    return m ? [[`history:c:${c.id}`, m.id] as const] : []
  })
  const extra = copy.filter((c) => !pairs.some(([, id]) => id === c.id))
  const period = find(extra, ['valid_period', 'sys_period', 'period', 'validity'])
  const operation = find(extra, ['operation', 'op', 'action', 'tg_op'])
  const by = find(extra, ['changed_by', 'actor', 'modified_by'])
  const written = objectsOf(catalog, 'trigger').some((x) => x.table === t.id && x.events.includes('update'))
  if (pairs.length < Math.max(1, base.length * 0.8) || !period || !written) return []
  const id = find(extra, ['history_id', 'hist_id', 'id'])
  return [
    {
      target: t.id as NonNullable<Sighting<Options>['target']>,
      options: { actor: by !== undefined },
      bind: {
        ...Object.fromEntries(pairs),
        history: h.id,
        valid_period: period.id,
        ...(operation ? { operation: operation.id } : {}),
        ...(by ? { changed_by: by.id } : {}),
        ...(id ? { history_id: id.id } : {}),
      },
      sure: operation ? 0.9 : 0.7,
      because: `${h.name} repeats the columns of ${t.name} with a period, and a trigger watches ${t.name}`,
    },
  ]
}

/** Pairs of tables where one repeats the other's columns and adds a period, by name. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  return tables.flatMap((h) => {
    const t = suffix.test(h.name)
      ? tables.find((x) => x.schema === h.schema && x.name === h.name.replace(suffix, ''))
      : undefined
    return t ? sighting(catalog, t, h) : []
  })
}
