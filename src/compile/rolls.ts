import { compareIds, compareRanks, type Id } from '../base/index.ts'
import type { Kind, Obj } from '../catalog/index.ts'

const rankOf = (o: Obj): string => (o.kind === 'column' ? o.rank : '')
const inOrder = (a: Obj, b: Obj): number => compareRanks(rankOf(a), rankOf(b)) || compareIds(a.id, b.id)

/** A few objects in the order of columns, else of ids. A list that was handed out never changes. */
export class Shelf {
  private list: Obj[] = []
  private sorted = true
  private lent = false

  private own(): Obj[] {
    if (this.lent) this.list = this.list.slice()
    this.lent = false
    return this.list
  }
  add(o: Obj): void {
    const list = this.own()
    const last = list.at(-1)
    if (last && inOrder(last, o) > 0) this.sorted = false
    list.push(o)
  }
  replace(old: Obj, o: Obj): void {
    const list = this.own()
    list[list.indexOf(old)] = o
    if (rankOf(old) !== rankOf(o)) this.sorted = false
  }
  delete(o: Obj): void {
    const list = this.own()
    list.splice(list.indexOf(o), 1)
  }
  all(): readonly Obj[] {
    if (!this.sorted) this.own().sort(inOrder)
    this.sorted = true
    this.lent = true
    return this.list
  }
}

/** All objects of one kind in the order in which they became so. A list that was handed out never changes. */
export class Roll {
  private list: Obj[] = []
  private lent = false
  private stale = false

  add(o: Obj): void {
    if (this.lent) this.list = this.list.slice()
    this.lent = false
    this.list.push(o)
  }
  /** Something on it is gone or another: it is gone through once someone asks. */
  forget(): void {
    this.stale = true
  }
  all(kind: Kind, objects: ReadonlyMap<Id, Obj>): readonly Obj[] {
    if (this.stale) this.list = stillThere(this.list, kind, objects)
    this.stale = false
    this.lent = true
    return this.list
  }
}

/** What is there again after it was gone stands where it came back. */
const stillThere = (list: readonly Obj[], kind: Kind, objects: ReadonlyMap<Id, Obj>): Obj[] => {
  const found = new Map<Id, Obj>()
  for (const { id } of list) {
    const o = objects.get(id)
    found.delete(id)
    if (o?.kind === kind) found.set(id, o)
  }
  return [...found.values()]
}
