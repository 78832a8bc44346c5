import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const suffix = /_(events?|event_log|activity|activities|timeline)$/i
const words = {
  event_id: /^(event_)?id$/i,
  event_type: /^(event_)?(type|kind|name|action)$/i,
  payload: /^(payload|data|details|body|event_data)$/i,
  actor: /^(actor|actor_id|user_id|created_by|performed_by)$/i,
  created_at: /^(created|occurred|happened|recorded)_at$/i,
} as const

const isJson = (c: Obj<'column'>): boolean => !isUserType(c.type) && /^jsonb?$/.test(c.type.base)

/** `order_events` is about `orders` and `order` alike. */
const isAbout = (t: Obj<'table'>, stem: string): boolean => {
  const n = t.name.toLowerCase()
  return n === stem || n === `${stem}s` || n === `${stem}es` || n === `${stem.replace(/y$/, 'ie')}s`
}

const sighting = (catalog: Catalog, t: Obj<'table'>, log: Obj<'table'>): readonly Sighting<Options>[] => {
  const columns = columnsOf(catalog, log.id)
  const find = (role: keyof typeof words): Obj<'column'> | undefined =>
    columns.find((c) => words[role].test(c.name) && (role !== 'payload' || isJson(c)))
  const primary = objectsOf(catalog, 'key').find((k) => k.table === t.id && k.primary)
  const fk = objectsOf(catalog, 'fk').find((f) => f.table === log.id && f.references === t.id)
  const key = (primary?.columns ?? []).flatMap((c, i) => {
    const own =
      fk?.columns[i] ??
      columns.find(
        (x) =>
          x.name === `${t.name}_${catalog.get(c)?.name}` ||
          x.name === `${log.name.replace(suffix, '')}_${catalog.get(c)?.name}`,
      )?.id
    return own ? [[`key:${c}`, own] as const] : []
  })
  const [type, payload] = [find('event_type'), find('payload')]
  if (!type || !payload || key.length === 0 || key.length < (primary?.columns.length ?? 0)) return []
  const watchedBy = objectsOf(catalog, 'trigger').some((x) => x.table === t.id && x.events.includes('insert'))
  const bound = (Object.keys(words) as (keyof typeof words)[]).flatMap((role) => {
    const c = find(role)
    return c && !key.some(([, id]) => id === c.id) ? [[role, c.id] as const] : []
  })
  return [
    {
      target: t.id as NonNullable<Sighting<Options>['target']>,
      options: {
        lifecycle: watchedBy,
        columns: [],
        rows: fk?.onDelete === 'cascade' ? 'cascade' : 'outlive',
      },
      bind: { ...Object.fromEntries(bound), ...Object.fromEntries(key), events: log.id },
      sure: find('created_at') ? 0.85 : 0.7,
      because: `${log.name} holds typed events with JSON for rows of ${t.name}`,
    },
  ]
}

/** Tables of typed JSON events about the rows of the table that they are named after. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  return tables.flatMap((log) => {
    if (!suffix.test(log.name)) return []
    const stem = log.name.replace(suffix, '').toLowerCase()
    const t = tables.find((x) => x.schema === log.schema && isAbout(x, stem))
    return t ? sighting(catalog, t, log) : []
  })
}
