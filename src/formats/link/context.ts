import type { Id } from '../../base/index.ts'
import type { RecordKind } from '../../design/index.ts'

/** A record that is being written or, member by member, read. */
export interface Owner {
  readonly kind: RecordKind
  readonly id: Id
  [member: string]: unknown
}

type Known = RecordKind | 'part'

/** What both sides know at the same point: ids met so far, by kind, and the columns of each table. */
export class Context {
  readonly authors: readonly string[]
  /** Of the tables of members that the link was written by. */
  readonly revision: number
  readonly #ids = new Map<Known, Id[]>()
  readonly #columns = new Map<unknown, Id[]>()
  /** Positions of all ids, built for the kinds asked for until another id comes. */
  readonly #positions = new Map<string, ReadonlyMap<Id, number>>()

  constructor(authors: readonly string[], revision: number) {
    this.authors = authors
    this.revision = revision
  }

  meet(kind: Known, ids: readonly Id[]): void {
    if (ids.length === 0) return
    const list = this.#ids.get(kind) ?? []
    for (const id of ids) list.push(id)
    this.#ids.set(kind, list)
    this.#positions.clear()
  }

  /** The ids of these kinds, or of all, in one line. */
  known(kinds: readonly Known[]): readonly Id[] {
    return (kinds.length > 0 ? kinds : [...this.#ids.keys()]).flatMap((k) => this.#ids.get(k) ?? [])
  }

  positions(kinds: readonly Known[]): ReadonlyMap<Id, number> {
    const key = kinds.join()
    const found = this.#positions.get(key) ?? new Map(this.known(kinds).map((id, i) => [id, i]))
    this.#positions.set(key, found)
    return found
  }

  addColumns(columns: readonly Id[], tables: readonly unknown[]): void {
    columns.forEach((c, i) => {
      const table = tables[i]
      const list = this.#columns.get(table)
      if (list) list.push(c)
      else this.#columns.set(table, [c])
    })
  }
  columnsOf(table: unknown): readonly Id[] {
    return this.#columns.get(table) ?? []
  }
}
