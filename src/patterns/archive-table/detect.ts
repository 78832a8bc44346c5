import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const suffix = /_(archive|archived|deleted|graveyard|trash)$/i
const words = {
  archived_at: /^(archived|deleted|removed)_(at|on)$/i,
  archived_by: /^(archived|deleted|removed)_by$/i,
  archive_reason: /^((archive|archived|delete|deletion|removal)_)?reason$/i,
  archive_id: /^archive_id$/i,
} as const

const sighting = (catalog: Catalog, t: Obj<'table'>, kept: Obj<'table'>): readonly Sighting<Options>[] => {
  const [base, copy] = [columnsOf(catalog, t.id), columnsOf(catalog, kept.id)]
  const pairs = base.flatMap((c) => {
    const m = copy.find((x) => x.name === c.name)
    return m ? [[`archive:c:${c.id}`, m.id] as const] : []
  })
  const extra = copy.filter((c) => !pairs.some(([, id]) => id === c.id))
  const own = Object.entries(words).flatMap(([role, pattern]) => {
    const c = extra.find((x) => pattern.test(x.name))
    return c ? [[role, c.id] as const] : []
  })
  const written = objectsOf(catalog, 'trigger').some((x) => x.table === t.id && x.events.includes('delete'))
  const has = (role: string): boolean => own.some(([r]) => r === role)
  if (pairs.length < Math.max(1, base.length * 0.8) || !has('archived_at') || !written) return []
  return [
    {
      target: t.id as NonNullable<Sighting<Options>['target']>,
      options: { reason: has('archive_reason'), purgeAfter: '' },
      bind: { ...Object.fromEntries(pairs), ...Object.fromEntries(own), archive: kept.id },
      sure: 0.9,
      because: `${kept.name} repeats the columns of ${t.name} with a time of archiving, and a trigger watches deletions`,
    },
  ]
}

/** Pairs of tables where one repeats the other's columns and says when a row was deleted. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  return tables.flatMap((kept) => {
    const t = suffix.test(kept.name)
      ? tables.find((x) => x.schema === kept.schema && x.name === kept.name.replace(suffix, ''))
      : undefined
    return t ? sighting(catalog, t, kept) : []
  })
}
