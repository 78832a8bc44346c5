import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words = {
  old_values: /^(old|before)_?(values?|data|row|json|state)?$/i,
  new_values: /^(new|after)_?(values?|data|row|json|state)?$/i,
  operation: /^(operation|op|action|event|tg_op)$/i,
  relation: /^(relation|table|table_name|relname|tablename)$/i,
  changed_by: /^(changed|modified|updated|done)_by$|^(actor|user|user_name|username)$/i,
  changed_at: /^(changed|modified|logged|recorded|created|action)_(at|on)$|^action_tstamp.*$/i,
  audit_id: /^(audit_|log_|event_)?id$/i,
} as const
type Word = keyof typeof words

const isJson = (c: Obj<'column'>): boolean => !isUserType(c.type) && /^(jsonb?|hstore)$/.test(c.type.base)

const found = (catalog: Catalog, log: Obj<'table'>): Partial<Record<Word, Obj<'column'>>> => {
  const columns = columnsOf(catalog, log.id)
  const values = (word: 'old_values' | 'new_values') =>
    columns.find((c) => words[word].test(c.name) && isJson(c))
  const out: Partial<Record<Word, Obj<'column'>>> = {}
  for (const word of Object.keys(words) as Word[]) {
    const c =
      word === 'old_values' || word === 'new_values'
        ? values(word)
        : columns.find((x) => words[word].test(x.name))
    if (c) out[word] = c
  }
  return out
}

const suffix = /_(audit|audit_log|audits|changes|log)$/i

/** The one table whose trigger can only write to this log: by its name. */
const ofOne = (tables: readonly Obj<'table'>[], log: Obj<'table'>): Obj<'table'> | undefined =>
  suffix.test(log.name)
    ? tables.find((t) => t.schema === log.schema && t.name === log.name.replace(suffix, ''))
    : undefined

/** Tables with the JSON before and after a change, written by triggers of other tables. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const tables = objectsOf(catalog, 'table')
  return tables.flatMap((log): readonly Sighting<Options>[] => {
    const c = found(catalog, log)
    const values = c.old_values && c.new_values
    if (!values || !c.operation) return []
    const own = ofOne(tables, log)
    const watching = objectsOf(catalog, 'trigger').filter(
      (t) => t.table !== log.id && t.events.includes('update'),
    )
    const written = watching
      .filter((t) => !own || t.table === own.id)
      .map((t) => t.table as Obj<'table'>['id'])
    if (written.length === 0 || (!own && !c.relation)) return []
    const { relation, ...rest } = c
    const bound = { ...rest, ...(relation && !own ? { relation } : {}) }
    return [
      {
        ...(own ? { target: own.id as NonNullable<Sighting<Options>['target']> } : {}),
        options: {
          values: 'whole',
          except: [],
          tables: own ? [] : ([...new Set(written)] as Options['tables']),
        },
        bind: {
          log: log.id,
          ...Object.fromEntries(Object.entries(bound).map(([role, column]) => [role, column.id])),
        },
        sure: c.changed_by ? 0.9 : 0.75,
        because: `${log.name} has the JSON before and after a change, and triggers watch ${own ? own.name : 'other tables'}`,
      },
    ]
  })
}
