import { compareIds, compareRanks, type Id, isDrawn } from '../../base/index.ts'
import { type Catalog, eachMention, mentions, type Obj, partsOf, rawSql } from '../../catalog/index.ts'
import type { Numbers } from '../names.ts'
import { eachOf, type Lists, ListsWriter } from './lists.ts'
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
  /** Objects and their parts → their numbers: of an object its index, and then those of the parts. */
  readonly index: ReadonlyMap<Id, number>
  /** The objects of the parts, in the order of these. */
  readonly owners: readonly number[]
  /** Of each object the numbers of what it mentions, in the order in which `eachMention` sees it. */
  readonly mentions: Lists
  readonly units: readonly Unit[]
}

/** The index of the object that has the number itself, or has the part that does. */
export const objectAt = (plan: Pick<Plan, 'ids' | 'owners'>, number: number): number =>
  number < plan.ids.length ? number : (plan.owners[number - plan.ids.length] ?? number)

/** Ids in their one order: drawn ones first, the derived ones by text. */
const sortedIds = (catalog: Catalog): readonly Id[] => {
  const drawn: Id[] = []
  const derived: Id[] = []
  catalog.forEach((_, id) => {
    if (isDrawn(id)) drawn.push(id)
    else derived.push(id)
  })
  drawn.sort(compareIds)
  derived.sort((a, b) => (a < b ? -1 : 1))
  return [...drawn, ...derived]
}

const objectsOf = (catalog: Catalog, ids: readonly Id[]): readonly Obj[] => {
  const out: Obj[] = []
  ids.forEach((id) => {
    const o = catalog.get(id)
    if (o) out.push(o)
  })
  return out
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

/** Most lists are empty, and are not gone through: that would make an iterator for each of them. */
const noneHeld: readonly number[] = []

class Builder {
  readonly ids: readonly Id[]
  readonly objects: readonly Obj[]
  readonly index = new Map<Id, number>()
  /** The objects of the parts, in the order of their numbers. */
  readonly owners: number[] = []
  readonly mentions: Lists
  readonly units: Unit[] = []
  /** Object → unit that creates it. */
  readonly home: Int32Array
  /** Table → units of its reference rows. */
  readonly rows = new Map<number, number[]>()

  constructor(catalog: Catalog) {
    this.ids = sortedIds(catalog)
    this.objects = objectsOf(catalog, this.ids)
    this.home = new Int32Array(this.objects.length).fill(-1)
    this.numberAll()
    this.mentions = this.findMentions()
    this.makeUnits()
  }

  private numberAll(): void {
    this.ids.forEach((id, i) => {
      this.index.set(id, i)
    })
    this.objects.forEach((o, i) => {
      const parts = partsOf(o)
      if (parts.length > 0)
        for (const p of parts) this.index.set(p.id, this.objects.length + this.owners.push(i) - 1)
    })
  }

  private findMentions(): Lists {
    const out = new ListsWriter(this.objects.length, this.objects.length)
    let from = this.objects[0]
    const see = (id: Id): void => out.put(this.numberOf(id, from))
    this.objects.forEach((o) => {
      from = o
      eachMention(o, see)
      out.end()
    })
    return out.done()
  }

  private numberOf(id: Id, from: Obj | undefined): number {
    const n = this.index.get(id)
    if (n === undefined)
      throw new Error(`${from?.kind} ${from?.id} mentions ${id}, which the catalog does not hold`)
    return n
  }

  private at(id: Id, from: Obj): number {
    return objectAt(this, this.numberOf(id, from))
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
      if (stage) byStage.get(stage)?.push({ stage, object, held: held.get(object) ?? noneHeld })
      const more = extraStages(o)
      if (more.length > 0) for (const s of more) byStage.get(s)?.push({ stage: s, object, held: noneHeld })
    })
    for (const units of byStage.values()) {
      units.forEach((u) => {
        this.add(u)
      })
    }
  }

  private add(u: Unit): void {
    const n = this.units.push(u) - 1
    // The first unit of an object creates it.
    if (this.home[u.object] !== -1) return
    this.home[u.object] = n
    if (u.held.length > 0) for (const i of u.held) this.home[i] = n
    const o = this.objects[u.object]
    if (o?.kind !== 'rows') return
    const table = this.at(o.table, o)
    this.rows.set(table, [...(this.rows.get(table) ?? []), n])
  }

  /** Of each unit those that had better come before it. */
  soft(): Lists {
    const out = new ListsWriter(this.units.length, this.mentions.items.length)
    this.units.forEach((u, n) => {
      const created = this.home[u.object] ?? n
      // What follows a creation comes after it, and so after all that the object mentions.
      if (created !== n) out.put(created)
      else {
        this.addMentioned(u, n, out)
        this.addRows(u.object, n, out)
      }
      out.end()
    })
    return out.done()
  }

  private addMentioned(u: Unit, n: number, out: ListsWriter): void {
    this.addMentions(u.object, n, out)
    if (u.held.length > 0) for (const i of u.held) this.addMentions(i, n, out)
  }

  /** Units that must come before unit `n`, which creates something. */
  hard(n: number): Int32Array {
    const u = this.units[n]
    const out = new ListsWriter(1, 16)
    const o = u && this.objects[u.object]
    if (u && o && isLateBound(o)) for (const id of strictMentions(o)) this.addHome(this.at(id, o), n, out)
    else if (u) this.addMentioned(u, n, out)
    return out.done().items
  }

  private addHome(target: number, n: number, out: ListsWriter): void {
    const unit = this.home[objectAt(this, target)] ?? n
    if (unit !== n) out.put(unit)
  }

  private addMentions(object: number, n: number, out: ListsWriter): void {
    const { starts, items } = this.mentions
    const end = starts[object + 1] ?? 0
    for (let k = starts[object] ?? 0; k < end; k++) this.addHome(items[k] ?? -1, n, out)
  }

  /** Reference rows may be looked up by others: those of the tables mentioned come first. */
  private addRows(object: number, n: number, out: ListsWriter): void {
    if (this.objects[object]?.kind !== 'rows') return
    eachOf(this.mentions, object, (target) => {
      for (const r of this.rows.get(objectAt(this, target)) ?? []) if (r !== n) out.put(r)
    })
  }
}

/** Bodies of other languages than SQL are bound when they run. */
const isLateBound = (o: Obj): o is Obj<'routine'> => o.kind === 'routine' && o.language !== 'sql'

/** What must exist when the routine is created. */
const strictMentions = (r: Obj<'routine'>): readonly Id[] => mentions({ ...r, body: rawSql('') })

/** Orders the catalog's statements. A reference to an object that is not there is a bug, and throws. */
export const planOf = (catalog: Catalog): { readonly plan: Plan; readonly objects: readonly Obj[] } => {
  const b = new Builder(catalog)
  const order = dependencyOrder(b.soft(), (n) => b.hard(n))
  const units = order.flatMap((n) => b.units[n] ?? [])
  return {
    plan: { ids: b.ids, index: b.index, owners: b.owners, mentions: b.mentions, units },
    objects: b.objects,
  }
}

/** The numbers of what a routine's body mentions; only its settings are seen after it. */
export const bodyNumbers = (plan: Plan, object: number, r: Obj<'routine'>): Numbers => {
  const { starts, items } = plan.mentions
  const after = (r.settings ?? []).reduce((n, s) => n + s.refs.length, 0)
  const from = (starts[object + 1] ?? 0) - after - r.body.refs.length
  const first = r.body.refs[0]
  if (first && plan.index.get(first.id) !== items[from])
    throw new Error(`the body of ${r.id} is not seen where it should be`)
  return { items, from }
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
