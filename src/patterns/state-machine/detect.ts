import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const word = (s: string): string =>
  s
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 40)

/** A table of just two columns of the enum: the allowed transitions, from and to. */
const transitionTable = (
  catalog: Catalog,
  type: Obj<'enum'>,
): { readonly table: Obj<'table'>; readonly from: Obj<'column'>; readonly to: Obj<'column'> } | undefined => {
  for (const t of objectsOf(catalog, 'table')) {
    const own = columnsOf(catalog, t.id).filter((c) => isUserType(c.type) && c.type.type === type.id)
    const from = own.find((c) => /from|old|source/i.test(c.name))
    const to = own.find((c) => /to|new|target/i.test(c.name) && c !== from)
    const key = objectsOf(catalog, 'key').some(
      (k) =>
        k.table === t.id &&
        k.columns.length === 2 &&
        own.length === 2 &&
        own.every((c) => k.columns.some((x) => x === c.id)),
    )
    if (from && to && key) return { table: t, from, to }
  }
  return undefined
}

/** Columns of an enum type with a table of transitions between its labels and a trigger on their table. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] => {
  const out: Sighting<Options>[] = []
  for (const type of objectsOf(catalog, 'enum')) {
    const found = transitionTable(catalog, type)
    if (!found) continue
    for (const c of objectsOf(catalog, 'column')) {
      const guarded = objectsOf(catalog, 'trigger').some((t) => t.table === c.table && t.timing === 'before')
      if (
        !isUserType(c.type) ||
        c.type.type !== type.id ||
        c.table === found.table.id ||
        !guarded ||
        /from|old|to|new/i.test(c.name)
      )
        continue
      const states = type.labels.map((l) => ({ id: word(l.name), name: l.name }))
      const bind = Object.fromEntries(type.labels.map((l) => [`state:${word(l.name)}`, l.id]))
      out.push({
        target: c.id as Sighting<Options>['target'] & string,
        options: { states, transitions: [], initial: states[0]?.id ?? '', terminal: [], history: false },
        bind: {
          ...bind,
          type: type.id,
          transitions: found.table.id,
          'transitions:from_state': found.from.id,
          'transitions:to_state': found.to.id,
        },
        sure: 0.8,
        because: `${type.name} has a table of transitions, ${found.table.name}; its rows are not in the schema, so the transitions have to be entered`,
      })
    }
  }
  return out
}
