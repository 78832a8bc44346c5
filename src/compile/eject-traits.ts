import { compareIds, type Id } from '../base/index.ts'
import { type Obj, objectsOf } from '../catalog/index.ts'
import { type Change, recordOf, type TraitRecord } from '../design/index.ts'
import type { Compiled } from './types.ts'

type Copies = NonNullable<TraitRecord['copies']>

/** Where companions keep values of other tables' rows, so that erasure still reaches them. */
const copiesLeft = (compiled: Compiled, bare: Compiled, t: Id): Copies => {
  const of = ({ traits }: Compiled) => [...traits.copies.values()].flat().filter((c) => c.table === t)
  const told = new Set(of(bare).map((c) => JSON.stringify([c.column, c.of, c.only])))
  return of(compiled).flatMap(({ claim: _c, table: _t, ...c }) =>
    told.has(JSON.stringify([c.column, c.of, c.only])) ? [] : [c],
  )
}

const columnsOf = (o: Obj | undefined): readonly (Id | undefined)[] | undefined => {
  if (o?.kind === 'index') return o.elements.map((e) => e.column)
  return o?.kind === 'key' || o?.kind === 'fk' ? o.columns : undefined
}

/** What the use's partitions of the table widened at its end. */
const splitLeft = (compiled: Compiled, bare: Compiled, t: Id): TraitRecord['split'] => {
  const by = ({ catalog }: Compiled) => {
    const o = catalog.get(t)
    return o?.kind === 'table' ? o.partitionBy : undefined
  }
  if (!by(compiled) || by(bare)) return undefined
  return [...compiled.catalog.values()].flatMap((o): readonly (readonly Id[])[] => {
    if (o.kind !== 'key' && o.kind !== 'index' && o.kind !== 'fk') return []
    if ((o.kind === 'fk' ? o.references : o.table) !== t) return []
    const was = columnsOf(bare.catalog.get(o.id))
    const now = columnsOf(o) ?? []
    if (!was || was.some((c, i) => c !== now[i])) return []
    return now.flatMap((c, i) => {
      const ref = o.kind === 'fk' ? o.refColumns[i] : undefined
      return i < was.length || !c ? [] : [[o.id, c, ...(ref ? [ref] : [])]]
    })
  })
}

const rlsLeft = (compiled: Compiled, bare: Compiled, t: Id): 'enabled' | 'forced' | undefined => {
  const [now, then] = [compiled.catalog.get(t), bare.catalog.get(t)]
  return now?.kind === 'table' && then?.kind === 'table' && now.rls !== then.rls ? now.rls : undefined
}

/** What only this use claimed about tables stays, so that other patterns meet them as before. */
export const traitsLeft = (compiled: Compiled, bare: Compiled, use: Id<'use'>): readonly Change[] => {
  const {
    scopes,
    alive,
    tenants,
    holds,
    beside,
    access,
    returns,
    tells,
    timed,
    actors,
    owned,
    mirrors,
    copied,
  } = compiled.traits
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
      ...owned.keys(),
      ...objectsOf(compiled.catalog, 'table').flatMap((t) => (t.partitionBy ? [t.id] : [])),
      ...[...compiled.traits.copies.values()].flatMap((all) => all.map((c) => c.table)),
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
    const { use: by, ...persons } = owned.get(t) ?? { use: undefined }
    const back = bare.traits.returns.has(t) ? undefined : returns.get(t)
    const original = bare.traits.mirrors.has(t) ? undefined : mirrors.get(t)
    const copies = copiesLeft(compiled, bare, t)
    const split = splitLeft(compiled, bare, t)
    const versions = timed.get(t)?.use === use ? timed.get(t)?.key : undefined
    const parts: Partial<TraitRecord> = {
      ...(column && tenants ? { scope: { column, tenants } } : {}),
      ...(predicate ? { alive: predicate } : {}),
      ...(kind ? { holds: kind } : {}),
      ...(parent ? { beside: parent } : {}),
      ...(app ? { app } : {}),
      ...(rls ? { rls } : {}),
      ...(news ? { tells: news } : {}),
      ...(by === use && 'column' in persons ? { owned: persons } : {}),
      ...(people ? { actors: { people: people.table, key: people.key } } : {}),
      ...(copies.length > 0 ? { copies } : {}),
      ...(split ? { split } : {}),
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
    if (Object.keys(parts).length === 0) return []
    const id = `trait@${t}` as Id<'trait'>
    const to: TraitRecord = {
      ...recordOf(compiled.design, 'trait', id),
      kind: 'trait',
      id,
      table: t as Id<'table'>,
      ...parts,
    }
    return [{ id, to }]
  })
}
