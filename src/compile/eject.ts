import { compareIds, compareRanks, type Id, rankBetween } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import {
  applyChanges,
  type Change,
  type Design,
  type DesignRecord,
  type DrawnObject,
} from '../design/index.ts'
import { compile } from './compiler.ts'
import { type Ejection, repaired, trialOf } from './eject-repair.ts'
import { traitsLeft } from './eject-traits.ts'
import type { Registry } from './pattern.ts'
import type { Compiled } from './types.ts'

const plain = (o: Obj): DrawnObject => {
  const { why: _why, ...rest } = o
  return rest as DrawnObject
}

const same = (a: Obj | undefined, b: Obj | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

const inOrder = (columns: readonly Obj<'column'>[]): readonly Obj<'column'>[] =>
  [...columns].sort((a, b) => compareRanks(a.rank, b.rank) || compareIds(a.id, b.id))

/** Drawn ranks for columns that a pattern had put at either end of their table: they stay where they were. */
const rerank = (compiled: Compiled, columns: readonly Obj<'column'>[]): ReadonlyMap<Id, string> => {
  const out = new Map<Id, string>()
  const taken = new Set<Id>(columns.map((c) => c.id))
  for (const table of new Set(columns.map((c) => c.table))) {
    const all = [...compiled.catalog.values()].filter(
      (o): o is Obj<'column'> => o.kind === 'column' && o.table === table,
    )
    // What other patterns put there stays theirs: only drawn columns have ranks to stand between.
    const settled = inOrder(all).filter((o) => taken.has(o.id) || compiled.design.records.has(o.id))
    let last = ''
    settled.forEach((o, i) => {
      const next = settled.slice(i).find((n) => !taken.has(n.id) && n.rank > last)?.rank
      const rank = taken.has(o.id) ? rankBetween(last, next) : o.rank
      if (taken.has(o.id)) out.set(o.id, rank)
      last = rank
    })
  }
  return out
}

const memberOf = (o: object, member: string): unknown => (o as Readonly<Record<string, unknown>>)[member]

/**
 * A drawn record in the form that the ejected use gave it. Of tables and columns only the members that this use alone
 * changed: the others come from other uses again. Elsewhere members belong together, such as the columns of both ends
 * of a reference.
 */
const reformed = (record: DesignRecord, now: Obj, then: Obj | undefined): DrawnObject => {
  const apart = (now.kind === 'table' || now.kind === 'column') && record.kind === now.kind
  if (!apart || then?.kind !== now.kind) return plain(now)
  const members = Object.keys({ ...plain(now), ...record }).flatMap((m) => {
    const theirs = JSON.stringify(memberOf(now, m)) === JSON.stringify(memberOf(then, m))
    const value = memberOf(theirs ? record : now, m)
    return value === undefined ? [] : [[m, value]]
  })
  return Object.fromEntries(members) as DrawnObject
}

/**
 * A use turned into plain objects: what it made becomes drawn under the same ids, and drawn objects keep the
 * form it gave them. The catalog stays what it was, but for what the result names; the intent is gone.
 */
export const eject = (compiled: Compiled, use: Id<'use'>, registry: Registry): Ejection => {
  const { design } = compiled
  const without: Design = applyChanges(design, [{ id: use, to: null }]).design
  const bareOf = compile(without, registry)
  const bare = bareOf.catalog
  const changes: Change[] = [{ id: use, to: null }]
  const taken = [...compiled.catalog.values()].filter((o) => o.why?.use === use)
  const ranks = rerank(
    compiled,
    taken.filter((o): o is Obj<'column'> => o.kind === 'column'),
  )
  for (const o of taken) {
    const rank = ranks.get(o.id)
    changes.push({ id: o.id, to: plain(rank === undefined ? o : ({ ...o, rank } as Obj)) })
  }
  for (const [id, record] of design.records) {
    const now = compiled.catalog.get(id)
    // What only this use left out goes with it.
    if (!now && bare.has(id)) changes.push({ id, to: null })
    if (!now || now.why || same(now, bare.get(id))) continue
    const formed = reformed(record, now, bare.get(id))
    const name = 'name' in record && record.name !== '' ? record.name : now.name
    changes.push({ id, to: { ...formed, name } as DrawnObject })
  }
  const drawn = [...changes, ...traitsLeft(compiled, bareOf, use)]
  return repaired(compiled, drawn, use, trialOf(compiled, registry))
}
