import type { Id } from '../../base/index.ts'
import { type Catalog, knownChanges, type Obj, visit } from '../../catalog/index.ts'
import { type Homes, homesOf, type Names, type Numbers, namesOf } from '../names.ts'
import { onceIn, onceNumbered } from '../once.ts'
import type { Emitted, Statement } from '../types.ts'
import { assemble, type Joined, patch } from './assemble.ts'
import { inverseOf } from './inverse.ts'
import { eachOf } from './lists.ts'
import { bodyNumbers, type Plan, planOf, samePlan, type Unit } from './plan.ts'
import { creation, following, homeStage } from './stages.ts'
import type { Inline, TableParts } from './table.ts'

type Target = 15 | 16 | 17 | 18

interface State {
  readonly catalog: Catalog
  readonly target: Target
  readonly plan: Plan
  /** They stay as long as the state is carried on: what moves them is emitted afresh. */
  readonly homes: Homes
  /** Statements of each unit of the plan. */
  readonly made: readonly (readonly Statement[])[]
  readonly emitted: Joined
}

/** What is needed to emit the next version quickly, kept beside a result as long as that lives. */
const states = new WeakMap<Emitted, State>()

interface Difference {
  /** Ids whose record differs from before, new ones included. */
  readonly changed: ReadonlySet<Id>
  /** Objects of before that are gone, or that another table or routine has now. */
  readonly left: readonly Obj[]
  readonly samePlan: boolean
}

const stays = (old: Obj, now: Obj | undefined): boolean =>
  now !== undefined &&
  (!('table' in old) || ('table' in now && now.table === old.table)) &&
  (old.kind !== 'trigger' || (now.kind === 'trigger' && now.routine === old.routine))

const difference = (before: Catalog, after: Catalog): Difference => {
  const changed = knownChanges(before, after) ?? changedIn(before, after)
  const left: Obj[] = []
  let samePlanned = true
  const gone = (old: Obj, now: Obj | undefined): void => {
    if (!stays(old, now)) left.push(old)
    samePlanned = samePlanned && now !== undefined && samePlan(old, now)
  }
  let added = 0
  for (const id of changed) {
    const old = before.get(id)
    if (old) gone(old, after.get(id))
    else added++
  }
  if (after.size - added < before.size) for (const [id, o] of before) if (!after.has(id)) gone(o, undefined)
  return { changed, left, samePlan: samePlanned && added === 0 }
}

const changedIn = (before: Catalog, after: Catalog): ReadonlySet<Id> => {
  const changed = new Set<Id>()
  for (const [id, o] of after) if (before.get(id) !== o) changed.add(id)
  return changed
}

const homeOf = (o: Obj | undefined): Id | undefined => (o?.kind === 'extension' ? o.schema : undefined)

/** Types are written with the schema of their extension, and what has them mentions neither of the two. */
const movesTypes = (before: Catalog, after: Catalog, { changed, left }: Difference): boolean => {
  const isHome = (id: Id): boolean =>
    after.get(id)?.kind === 'schema' && [...after.values()].some((o) => homeOf(o) === id)
  if (left.some((o) => homeOf(o) !== undefined)) return true
  for (const id of changed) if (homeOf(before.get(id)) !== homeOf(after.get(id)) || isHome(id)) return true
  return false
}

/** Objects whose own text may change with the name of what they mention, and so the text of what mentions them. */
const passesOn = (o: Obj | undefined, target: Obj | undefined): boolean => {
  if (!o || !target) return false
  if (target.kind === 'schema') return o.kind !== 'extension'
  if (o.kind === 'routine') return target.kind === 'enum' || target.kind === 'domain'
  return (o.kind === 'column' || o.kind === 'index') && o.table === target.id
}

/** Indices of the objects whose text may differ from before. */
const dirtyObjects = (plan: Plan, catalog: Catalog, d: Difference): ReadonlySet<number> => {
  const { mentionedBy } = inverseOf(plan)
  const at = (i: number): Obj | undefined => catalog.get(plan.ids[i] ?? '')
  const dirty = new Set<number>()
  const named = new Set<number>()
  const queue: number[] = []
  const spread = (i: number | undefined): void => {
    if (i === undefined || named.has(i)) return
    named.add(i)
    dirty.add(i)
    queue.push(i)
  }
  for (const id of d.changed) spread(plan.index.get(id))
  for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
    const of = target
    eachOf(mentionedBy, of, (i) => {
      dirty.add(i)
      if (!named.has(i) && passesOn(at(i), at(of))) spread(i)
    })
  }
  // Whether its function is opened to the owner of a table depends on the tables whose triggers call it.
  const called = (o: Obj | undefined): void => {
    const routine = o?.kind === 'trigger' ? plan.index.get(o.routine) : undefined
    if (routine !== undefined) dirty.add(routine)
  }
  for (const i of [...dirty]) called(at(i))
  for (const o of d.left) {
    called(o)
    const table = homeStage[o.kind] === undefined && 'table' in o ? plan.index.get(o.table) : undefined
    if (table !== undefined) dirty.add(table)
  }
  return dirty
}

/** Units that write one of the objects, ascending. */
const unitsOf = (plan: Plan, dirty: ReadonlySet<number>): readonly number[] => {
  const { writtenBy } = inverseOf(plan)
  const out = new Set<number>()
  for (const i of dirty) eachOf(writtenBy, i, (u) => out.add(u))
  return [...out].sort((a, b) => a - b)
}

const indexed =
  (objects: readonly Obj[]) =>
  (i: number): Obj => {
    const o = objects[i]
    if (!o) throw new Error(`no object has index ${i}`)
    return o
  }

/** Writes the statements of units. */
const unitWriter = (
  names: Names,
  at: (i: number) => Obj,
  plan?: Plan,
): ((u: Unit) => readonly Statement[]) => {
  let held: readonly number[] = []
  let object = -1
  const parts = (table: Obj<'table'>): TableParts => {
    const columns: Obj<'column'>[] = []
    const constraints: Inline[] = []
    for (const i of held) {
      const o = at(i)
      if (o.kind === 'column') columns.push(o)
      else if (o.kind === 'key' || o.kind === 'check' || o.kind === 'exclusion') constraints.push(o)
    }
    return { table, columns, constraints }
  }
  const body = (r: Obj<'routine'>): Numbers | undefined => plan && bodyNumbers(plan, object, r)
  const create = creation(names, parts, body)
  return (u) => {
    const o = at(u.object)
    held = u.held
    object = u.object
    const home = o.kind === 'index' ? u.stage : homeStage[o.kind]
    return u.stage === home ? visit(create, o) : following(o, u.stage, names)
  }
}

const keyOf = (plan: Plan, u: Unit): string => `${u.stage} ${plan.ids[u.object]}`

const remember = (state: State): Emitted => {
  states.set(state.emitted, state)
  return state.emitted
}

const emitFresh = (catalog: Catalog, target: Target): Emitted => {
  const { plan, objects } = planOf(catalog)
  const homes = homesOf(objects, catalog)
  const names = namesOf(catalog, onceNumbered(plan.index, objects), homes)
  const made = plan.units.map(unitWriter(names, indexed(objects), plan))
  return remember({ catalog, target, plan, homes, made, emitted: assemble(made) })
}

/** The order changed: the statements of untouched units are kept. */
const emitReordered = (catalog: Catalog, before: State, d: Difference): Emitted => {
  const { plan, objects } = planOf(catalog)
  const touched = new Set(unitsOf(plan, dirtyObjects(plan, catalog, d)))
  const old = new Map(before.plan.units.map((u, i) => [keyOf(before.plan, u), before.made[i]]))
  const write = unitWriter(namesOf(catalog, onceIn(catalog), before.homes), indexed(objects))
  const made = plan.units.map((u, n) => (touched.has(n) ? write(u) : (old.get(keyOf(plan, u)) ?? write(u))))
  return remember({ ...before, catalog, plan, made, emitted: assemble(made) })
}

/** Only texts changed: the order is kept, and so is all text but that of the units concerned. */
const emitInPlace = (catalog: Catalog, before: State, d: Difference): Emitted => {
  const { plan } = before
  const names = namesOf(catalog, onceIn(catalog), before.homes)
  const write = unitWriter(names, (i) => names.object(plan.ids[i] ?? ''))
  const touched = unitsOf(plan, dirtyObjects(plan, catalog, d))
  const made = before.made.slice()
  for (const n of touched) {
    const u = plan.units[n]
    if (u) made[n] = write(u)
  }
  return remember({ ...before, catalog, made, emitted: patch(before.emitted, before.made, made, touched) })
}

/**
 * The DDL of a catalog, in an order that applies and does not depend on names. With the `previous` result of
 * a similar catalog, whatever neither changed nor mentions a changed name is taken from there: records are
 * compared by identity. A reference to an object that the catalog does not hold is a bug, and throws.
 */
export const emit = (catalog: Catalog, target: Target, previous?: Emitted): Emitted => {
  const before = previous && states.get(previous)
  if (!before || before.target !== target) return emitFresh(catalog, target)
  const d = difference(before.catalog, catalog)
  if (movesTypes(before.catalog, catalog, d)) return emitFresh(catalog, target)
  if (!d.samePlan) return emitReordered(catalog, before, d)
  return d.changed.size === 0 ? before.emitted : emitInPlace(catalog, before, d)
}

/** The plan of an emitted catalog, made again where the result did not come from `emit`. */
export const planFor = (catalog: Catalog, emitted?: Emitted): Plan => {
  const state = emitted && states.get(emitted)
  return state?.catalog === catalog ? state.plan : planOf(catalog).plan
}
