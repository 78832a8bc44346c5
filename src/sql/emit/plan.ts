import { compareIds, compareRanks, type Id, isDrawn } from '../../base/index.ts'
import { type Catalog, eachMention, mentions, type Obj, partsOf, rawSql } from '../../catalog/index.ts'
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

/** Objects in the one order of ids: drawn ones first, the derived ones by text. */
const sortedObjects = (catalog: Catalog): readonly Obj[] => {
  const drawn: Obj[] = []
  const derived: Obj[] = []
  for (const o of catalog.values()) (isDrawn(o.id) ? drawn : derived).push(o)
  drawn.sort((a, b) => compareIds(a.id, b.id))
  derived.sort((a, b) => (a.id < b.id ? -1 : 1))
  return [...drawn, ...derived]
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
  readonly objects: readonly Obj[]
  readonly index = new Map<Id, number>()
  readonly starts: Int32Array
  readonly targets: Int32Array
  readonly units: Unit[] = []
  /** Object → unit that creates it. */
  readonly home: Int32Array
  /** Table → units of its reference rows. */
  readonly rows = new Map<number, number[]>()

  constructor(catalog: Catalog) {
    this.objects = sortedObjects(catalog)
    this.starts = new Int32Array(this.objects.length + 1)
    this.home = new Int32Array(this.objects.length)
    this.objects.forEach((o, i) => {
      this.index.set(o.id, i)
      for (const p of partsOf(o)) this.index.set(p.id, i)
    })
    this.targets = this.findTargets()
    this.makeUnits()
  }

  private findTargets(): Int32Array {
    const targets: number[] = []
    this.objects.forEach((o, i) => {
      eachMention(o, (id) => targets.push(this.at(id, o)))
      this.starts[i + 1] = targets.length
    })
    return Int32Array.from(targets)
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

  /** Units that must, or (with `soft`) had better, come before unit `n`. */
  edges(n: number, soft: boolean): readonly number[] {
    const u = this.units[n]
    const o = u && this.objects[u.object]
    if (!u || !o) return []
    const out: number[] = []
    const own = this.home[u.object] ?? n
    if (own !== n) out.push(own)
    if (!soft && isLateBound(o)) for (const id of strictMentions(o)) this.addHome(out, n, this.at(id, o))
    else this.addMentions(out, n, u.object)
    for (const i of u.held) this.addMentions(out, n, i)
    if (soft && o.kind === 'rows') this.addRows(out, n, u.object)
    return out
  }

  private addHome(out: number[], n: number, target: number): void {
    const to = this.home[target] ?? n
    if (to !== n) out.push(to)
  }

  private addMentions(out: number[], n: number, object: number): void {
    const end = this.starts[object + 1] ?? 0
    for (let k = this.starts[object] ?? 0; k < end; k++) this.addHome(out, n, this.targets[k] ?? -1)
  }

  /** Reference rows may be looked up by others: those of the tables mentioned come first. */
  private addRows(out: number[], n: number, object: number): void {
    for (const target of this.targets.subarray(this.starts[object], this.starts[object + 1]))
      for (const r of this.rows.get(target) ?? []) if (r !== n) out.push(r)
  }
}

/** Bodies of other languages than SQL are bound when they run. */
const isLateBound = (o: Obj): o is Obj<'routine'> => o.kind === 'routine' && o.language !== 'sql'

/** What must exist when the routine is created. */
const strictMentions = (r: Obj<'routine'>): readonly Id[] => mentions({ ...r, body: rawSql('') })

/** Orders the catalog's statements. A reference to an object that is not there is a bug, and throws. */
export const planOf = (catalog: Catalog): { readonly plan: Plan; readonly objects: readonly Obj[] } => {
  const b = new Builder(catalog)
  const order = dependencyOrder(
    b.units.map((_, i) => i),
    (n) => b.edges(n, true),
    (n) => b.edges(n, false),
  )
  const units = order.flatMap((n) => b.units[n] ?? [])
  const plan = {
    ids: b.objects.map((o) => o.id),
    index: b.index,
    starts: b.starts,
    targets: b.targets,
    units,
  }
  return { plan, objects: b.objects }
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
