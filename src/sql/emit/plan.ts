import { compareIds, compareRanks, drawnParts, type Id } from '../../base/index.ts'
import { type Catalog, mentions, type Obj, partsOf, rawSql } from '../../catalog/index.ts'
import { extraStages, homeStage, type Stage, stages } from './stages.ts'
import type { Inline } from './table.ts'
import { dependencyOrder } from './tarjan.ts'

/** Statements that always stand together: an object's creation, or one of its following stages. */
export interface Unit {
  readonly stage: Stage
  /** Index of the object. */
  readonly object: number
  /** For a table: indices of the columns and constraints that its CREATE TABLE holds, as they stand in it. */
  readonly held: readonly number[]
}

/** The order of statements. It depends on ids and references, never on names. */
export interface Plan {
  readonly ids: readonly Id[]
  /** Objects and their parts → index of the object. */
  readonly index: ReadonlyMap<Id, number>
  /** `targets[starts[i]…starts[i + 1]]` are the indices of the objects that object `i` mentions. */
  readonly starts: Int32Array
  readonly targets: Int32Array
  readonly units: readonly Unit[]
}

/** Ids in the one order of ids, each parsed once. */
const sortedIds = (catalog: Catalog): readonly Id[] => {
  const keys = Array.from(catalog.keys(), (id) => ({ id, drawn: drawnParts(id) }))
  keys.sort((a, b) =>
    a.drawn && b.drawn && a.drawn.author === b.drawn.author
      ? a.drawn.counter - b.drawn.counter
      : a.drawn || b.drawn
        ? compareIds(a.id, b.id)
        : a.id < b.id
          ? -1
          : 1,
  )
  return keys.map((k) => k.id)
}

const objectAt = (catalog: Catalog, id: Id): Obj => {
  const o = catalog.get(id)
  if (!o) throw new Error(`the catalog does not hold ${id}`)
  return o
}

const isInline = (o: Obj): o is Obj<'column'> | Inline => homeStage[o.kind] === undefined

/** Columns first, then the primary key, unique constraints, checks, exclusions. */
const heldRank = (o: Obj): number =>
  o.kind === 'column' ? 0 : o.kind === 'key' ? (o.primary ? 1 : 2) : o.kind === 'check' ? 3 : 4

const compareHeld =
  (objects: readonly Obj[]) =>
  (i: number, j: number): number => {
    const a = objects[i]
    const b = objects[j]
    if (!a || !b) return 0
    if (a.kind === 'column' && b.kind === 'column') return compareRanks(a.rank, b.rank) || i - j
    return heldRank(a) - heldRank(b) || i - j
  }

class Builder {
  readonly ids: readonly Id[]
  readonly objects: readonly Obj[]
  readonly index = new Map<Id, number>()
  readonly starts: Int32Array
  readonly targets: number[] = []
  readonly units: Unit[] = []
  /** Object → unit that creates it. */
  readonly home: Int32Array
  /** Table → units of its reference rows. */
  readonly rows = new Map<number, number[]>()

  constructor(catalog: Catalog) {
    this.ids = sortedIds(catalog)
    this.objects = this.ids.map((id) => objectAt(catalog, id))
    this.starts = new Int32Array(this.ids.length + 1)
    this.home = new Int32Array(this.ids.length)
    this.objects.forEach((o, i) => {
      this.index.set(o.id, i)
      for (const p of partsOf(o)) this.index.set(p.id, i)
    })
    this.objects.forEach((o, i) => {
      for (const id of mentions(o)) this.targets.push(this.at(id, o))
      this.starts[i + 1] = this.targets.length
    })
    this.makeUnits()
  }

  private at(id: Id, from: Obj): number {
    const i = this.index.get(id)
    if (i === undefined)
      throw new Error(`${from.kind} ${from.id} mentions ${id}, which the catalog does not hold`)
    return i
  }

  private stageOf(o: Obj): Stage | undefined {
    const onView = o.kind === 'index' && this.objects[this.at(o.table, o)]?.kind === 'matview'
    return onView ? 'viewIndex' : homeStage[o.kind]
  }

  private heldByTable(): ReadonlyMap<number, number[]> {
    const out = new Map<number, number[]>()
    this.objects.forEach((o, i) => {
      if (!isInline(o)) return
      const table = this.at(o.table, o)
      const list = out.get(table)
      if (list) list.push(i)
      else out.set(table, [i])
    })
    const compare = compareHeld(this.objects)
    for (const list of out.values()) list.sort(compare)
    return out
  }

  private makeUnits(): void {
    const held = this.heldByTable()
    const byStage = new Map<Stage, Unit[]>(stages.map((s) => [s, []]))
    this.objects.forEach((o, object) => {
      const stage = this.stageOf(o)
      if (stage) byStage.get(stage)?.push({ stage, object, held: held.get(object) ?? [] })
      for (const s of extraStages(o)) byStage.get(s)?.push({ stage: s, object, held: [] })
    })
    for (const s of stages) for (const u of byStage.get(s) ?? []) this.add(u, s)
  }

  private add(u: Unit, stage: Stage): void {
    const o = this.objects[u.object]
    const n = this.units.push(u) - 1
    if (!o || stage !== this.stageOf(o)) return
    for (const i of [u.object, ...u.held]) this.home[i] = n
    if (o.kind !== 'rows') return
    const table = this.at(o.table, o)
    this.rows.set(table, [...(this.rows.get(table) ?? []), n])
  }

  private mentioned(object: number): Int32Array | readonly number[] {
    return this.targets.slice(this.starts[object], this.starts[object + 1])
  }

  /** Units that must, or (with `soft`) had better, come before unit `n`. */
  edges(n: number, soft: boolean): readonly number[] {
    const u = this.units[n]
    if (!u) return []
    const o = this.objects[u.object]
    const out: number[] = []
    for (const i of [u.object, ...u.held]) {
      for (const target of i === u.object && !soft && o ? this.strict(o, i) : this.mentioned(i)) {
        const to = this.home[target] ?? n
        if (to !== n) out.push(to)
        if (soft && o?.kind === 'rows') out.push(...(this.rows.get(target) ?? []).filter((r) => r !== n))
      }
    }
    const own = this.home[u.object]
    if (own !== undefined && own !== n) out.push(own)
    return out
  }

  /** What must exist when the object is created. Bodies of other languages than SQL are bound when they run. */
  private strict(o: Obj, i: number): Int32Array | readonly number[] {
    return o.kind === 'routine' && o.language !== 'sql'
      ? mentions({ ...o, body: rawSql('') }).map((id) => this.at(id, o))
      : this.mentioned(i)
  }
}

/** Orders the catalog's statements. A reference to an object that is not there is a bug, and throws. */
export const planOf = (catalog: Catalog): Plan => {
  const b = new Builder(catalog)
  const order = dependencyOrder(
    b.units.map((_, i) => i),
    (n) => b.edges(n, true),
    (n) => b.edges(n, false),
  )
  const units = order.flatMap((n) => b.units[n] ?? [])
  return { ids: b.ids, index: b.index, starts: b.starts, targets: Int32Array.from(b.targets), units }
}

/** Whether two versions of an object lead to the same plan. */
export const samePlan = (a: Obj, b: Obj): boolean => {
  const x = shapeOf(a)
  const y = shapeOf(b)
  return x.length === y.length && x.every((v, i) => v === y[i])
}

const shapeOf = (o: Obj): readonly (string | boolean)[] => [
  o.kind,
  ...extraStages(o),
  o.kind === 'key' && o.primary === true,
  o.kind === 'column' ? o.rank : '',
  o.kind === 'routine' ? `${o.language} ${o.body.refs.length}` : '',
  ...mentions(o),
  ...partsOf(o).map((p) => p.id),
]
