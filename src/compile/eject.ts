import { compareIds, type Id, rankBetween } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import {
  applyChanges,
  type Change,
  type Design,
  type DrawnObject,
  recordOf,
  type TraitRecord,
} from '../design/index.ts'
import { compile } from './compiler.ts'
import type { Registry } from './pattern.ts'
import type { Compiled } from './types.ts'

const plain = (o: Obj): DrawnObject => {
  const { why: _why, ...rest } = o
  return rest as DrawnObject
}

const same = (a: Obj | undefined, b: Obj | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Drawn ranks for columns that a pattern had put at either end of their table. */
const rerank = (compiled: Compiled, columns: readonly Obj<'column'>[]): ReadonlyMap<Id, string> => {
  const out = new Map<Id, string>()
  const ordered = [...columns].sort((a, b) =>
    a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : compareIds(a.id, b.id),
  )
  for (const c of ordered) {
    let last = ''
    for (const o of compiled.catalog.values()) {
      if (o.kind !== 'column' || o.table !== c.table) continue
      const rank = out.get(o.id) ?? (compiled.design.records.has(o.id) ? o.rank : '')
      if (rank > last) last = rank
    }
    out.set(c.id, rankBetween(last, undefined))
  }
  return out
}

/** Scopes and alive predicates that only this use claimed stay, so that other patterns' companions keep theirs. */
const traitsLeft = (compiled: Compiled, bare: Compiled): readonly Change[] => {
  const { scopes, alive, tenants, mirrors } = compiled.traits
  const tables = [...new Set([...scopes.keys(), ...alive.keys()])]
    .filter((t) => !mirrors.has(t))
    .sort(compareIds)
  return tables.flatMap((t) => {
    const column = bare.traits.scopes.has(t) ? undefined : scopes.get(t)
    const predicate = bare.traits.alive.has(t) ? undefined : alive.get(t)
    if (!column && !predicate) return []
    const id = `trait/${t}` as Id<'trait'>
    const old = recordOf(compiled.design, 'trait', id)
    const to: TraitRecord = {
      kind: 'trait',
      id,
      table: t as Id<'table'>,
      ...old,
      ...(column && tenants ? { scope: { column, tenants } } : {}),
      ...(predicate ? { alive: predicate } : {}),
    }
    return [{ id, to }]
  })
}

/**
 * A use turned into plain objects: what it made becomes drawn under the same ids, and drawn objects keep the
 * form it gave them. The catalog stays what it was; the intent is gone.
 */
export const eject = (compiled: Compiled, use: Id<'use'>, registry: Registry): readonly Change[] => {
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
    if (!now || now.why || same(now, bare.get(id))) continue
    changes.push({
      id,
      to: { ...plain(now), name: 'name' in record ? record.name : now.name } as DrawnObject,
    })
  }
  return [...changes, ...traitsLeft(compiled, bareOf)]
}
