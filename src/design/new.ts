import { drawnId, drawnParts, type Id, newAuthor, type Random } from '../base/index.ts'
import { ownIds } from './edit.ts'
import type { Design, DesignRecord, SettingsRecord } from './types.ts'

const documentId = (random: Random): string =>
  Array.from(random(16), (b) => b.toString(16).padStart(2, '0')).join('')

/** An empty design: settings and the `public` schema. */
export const newDesign = (name: string, random: Random): Design => {
  const author = newAuthor(random)
  const schema = drawnId<'schema'>(author, 2)
  const settings: SettingsRecord = {
    kind: 'settings',
    id: drawnId(author, 1),
    name,
    target: 18,
    schema,
    actorSetting: 'app.current_user',
    tenantSetting: 'app.current_tenant',
    appRole: 'app_user',
    maintenanceRole: 'app_maintenance',
  }
  const records: readonly DesignRecord[] = [settings, { kind: 'schema', id: schema, name: 'public' }]
  return {
    format: 1,
    id: documentId(random),
    authors: [author],
    records: new Map(records.map((r) => [r.id, r])),
  }
}

/** The same content as a document of its own. Object ids stay: a copy can be compared with its origin. */
export const copyDesign = (design: Design, random: Random): Design => ({ ...design, id: documentId(random) })

/** Hands out drawn ids that no record of the design, nor a part of one, has. */
export const idSource = (design: Design, author: string): (<K extends string>() => Id<K>) => {
  let last = 0
  for (const record of design.records.values())
    for (const id of ownIds(record)) {
      const parts = drawnParts(id)
      if (parts?.author === author && parts.counter > last) last = parts.counter
    }
  return <K extends string>() => drawnId<K>(author, ++last)
}
