import { compareIds, compareRanks, type Id, rankBetween } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import {
  applyChanges,
  type Change,
  type Design,
  type DesignRecord,
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

const rlsLeft = (compiled: Compiled, bare: Compiled, t: Id): 'enabled' | 'forced' | undefined => {
  const [now, then] = [compiled.catalog.get(t), bare.catalog.get(t)]
  return now?.kind === 'table' && then?.kind === 'table' && now.rls !== then.rls ? now.rls : undefined
}

/** What only this use claimed about tables stays, so that other patterns meet them as before. */
const traitsLeft = (compiled: Compiled, bare: Compiled, use: Id<'use'>): readonly Change[] => {
  const { scopes, alive, tenants, holds, beside, access, returns, tells, timed, actors, mirrors, copied } =
    compiled.traits
  const left = <T>(all: ReadonlyMap<Id, T>, stay: ReadonlyMap<Id, T>, t: Id): T | undefined =>
    stay.get(t) === all.get(t) ? undefined : all.get(t)
  const tables = [
    ...new Set([
      ...scopes.keys(),
      ...alive.keys(),
      ...holds.keys(),
      ...access.keys(),
      ...timed.keys(),
      ...actors.keys(),
    ]),
  ].sort(compareIds)
  return tables.flatMap((t) => {
    const own = compiled.catalog.get(t)?.why?.use === use
    if (!own && !bare.catalog.has(t)) return []
    const scope = scopes.get(t)
    const column = scope && compiled.catalog.get(scope)?.why?.use === use ? scope : undefined
    const predicate = bare.traits.alive.has(t) ? undefined : alive.get(t)
    const kind = left(holds, bare.traits.holds, t)
    const parent = left(beside, bare.traits.beside, t)
    const app = left(access, bare.traits.access, t)
    const rls = own || compiled.design.records.has(t) ? undefined : rlsLeft(compiled, bare, t)
    const news = bare.traits.tells.has(t) ? undefined : tells.get(t)
    const people = bare.traits.actors.has(t) ? undefined : actors.get(t)
    const back = bare.traits.returns.has(t) ? undefined : returns.get(t)
    const original = bare.traits.mirrors.has(t) ? undefined : mirrors.get(t)
    const versions = timed.get(t)?.use === use ? timed.get(t)?.key : undefined
    if (
      !versions &&
      !column &&
      !predicate &&
      !kind &&
      !parent &&
      !app &&
      !rls &&
      !back &&
      !news &&
      !people &&
      !original
    )
      return []
    const id = `trait@${t}` as Id<'trait'>
    const to: TraitRecord = {
      ...recordOf(compiled.design, 'trait', id),
      kind: 'trait',
      id,
      table: t as Id<'table'>,
      ...(column && tenants ? { scope: { column, tenants } } : {}),
      ...(predicate ? { alive: predicate } : {}),
      ...(kind ? { holds: kind } : {}),
      ...(parent ? { beside: parent } : {}),
      ...(app ? { app } : {}),
      ...(rls ? { rls } : {}),
      ...(news ? { tells: news } : {}),
      ...(people ? { actors: { people: people.table, key: people.key } } : {}),
      ...(versions ? { timed: versions } : {}),
      ...(original
        ? {
            mirrors: {
              of: original,
              columns: (copied.get(t) ?? []).map((c) => [c.copy, c.original] as const),
            },
          }
        : {}),
      ...(back
        ? {
            returns: {
              of: back.of,
              columns: [...back.columns].map(([original, copy]) => [copy, original as Id<'column'>] as const),
            },
          }
        : {}),
    }
    return [{ id, to }]
  })
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
    // What only this use left out goes with it.
    if (!now && bare.has(id)) changes.push({ id, to: null })
    if (!now || now.why || same(now, bare.get(id))) continue
    const formed = reformed(record, now, bare.get(id))
    const name = 'name' in record && record.name !== '' ? record.name : now.name
    changes.push({ id, to: { ...formed, name } as DrawnObject })
  }
  return [...changes, ...traitsLeft(compiled, bareOf, use)]
}
