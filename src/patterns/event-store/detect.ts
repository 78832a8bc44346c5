import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const words = {
  aggregate_id: /^(aggregate|stream|entity)_?(id|uuid)$/i,
  aggregate_type: /^(aggregate|stream|entity)_?(type|name|category)$/i,
  version: /^(version|event_number|sequence|seq|revision|(aggregate|stream)_version)$/i,
  event_type: /^(event_)?(type|name)$/i,
  event_version: /^(event|schema)_version$/i,
  data: /^(event_)?(data|payload|body)$/i,
  metadata: /^(event_)?(meta|metadata|headers)$/i,
  recorded_at: /^(recorded|created|occurred|stored)_at$/i,
  event_id: /^(event_|global_)?(id|position|sequence)$/i,
} as const
type Word = keyof typeof words

const found = (columns: readonly Obj<'column'>[]): Partial<Record<Word, Obj<'column'>>> => {
  const out: Partial<Record<Word, Obj<'column'>>> = {}
  const taken = new Set<string>()
  for (const word of Object.keys(words) as Word[]) {
    const c = columns.find((x) => !taken.has(x.id) && words[word].test(x.name))
    if (c) taken.add(c.id)
    if (c) out[word] = c
  }
  return out
}

const json = (c: Obj<'column'> | undefined): boolean =>
  c !== undefined && !isUserType(c.type) && /^jsonb?$/.test(c.type.base)

const idTypes = ['uuid', 'text', 'bigint'] as const

/** A table of typed JSON events that are unique by their aggregate and its version. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const c = found(columnsOf(catalog, t.id))
    const [aggregate, version] = [c.aggregate_id, c.version]
    if (!aggregate || !version || !c.event_type || !json(c.data)) return []
    const both = (columns: readonly (string | undefined)[]): boolean =>
      columns.includes(aggregate.id) && columns.includes(version.id)
    const unique =
      objectsOf(catalog, 'key').some((k) => k.table === t.id && both(k.columns)) ||
      objectsOf(catalog, 'index').some(
        (i) => i.table === t.id && i.unique === true && both(i.elements.map((e) => e.column)),
      )
    if (!unique) return []
    const base = isUserType(aggregate.type) ? 'text' : canonicalTypeName(aggregate.type.base)
    return [
      {
        options: {
          table: /^[a-z_][a-z0-9_]{0,50}$/.test(t.name) ? t.name : 'events',
          aggregateId: idTypes.find((x) => x === base) ?? 'text',
          projection: true,
          snapshotEvery: 0,
          publish: false,
          applies: [],
          upcasters: [],
          aggregates: [],
        },
        bind: {
          events: t.id,
          ...Object.fromEntries(Object.entries(c).map(([word, column]) => [`events:${word}`, column.id])),
        },
        sure: c.metadata ? 0.9 : 0.8,
        because: `${t.name} holds typed JSON events, unique by ${aggregate.name} and ${version.name}`,
      },
    ]
  })
