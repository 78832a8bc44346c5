import type { Id } from '../base/index.ts'
import type { Catalog, Obj } from '../catalog/index.ts'

/** Makes the text of an id from the object that has it; the id of a part comes alone. */
type Make = (id: Id, o: Obj | undefined) => string
/** The text of an id, whose number need not be looked up where the caller has it. */
type Text = (id: Id, number?: number) => string
/** Keeps what was made: most names are written many times. */
export type Once = (make: Make) => Text

/** For some of the ids. */
export const onceIn =
  (catalog: Catalog): Once =>
  (make) => {
    const made = new Map<Id, string>()
    return (id) => {
      const known = made.get(id)
      if (known !== undefined) return known
      const text = make(id, catalog.get(id))
      made.set(id, text)
      return text
    }
  }

/** For nearly all ids, which have numbers: those of the objects, then those of parts. */
export const onceNumbered =
  (numbers: ReadonlyMap<Id, number>, objects: readonly Obj[]): Once =>
  (make) => {
    const made = new Array<string | undefined>(numbers.size)
    return (id, number = numbers.get(id)) => {
      if (number === undefined) return make(id, undefined)
      const text = made[number] ?? make(id, objects[number])
      made[number] = text
      return text
    }
  }
