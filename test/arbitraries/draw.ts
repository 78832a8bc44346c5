import fc, { type GeneratorValue } from 'fast-check'
import { drawnId, type Id } from '../../src/base/index.ts'
import type { DataType, Sql } from '../../src/catalog/index.ts'
import type { DesignRecord, RecordKind } from '../../src/design/index.ts'

const authorsList = () =>
  fc.uniqueArray(fc.stringMatching(/^[a-z][0-9a-z]{7}$/), { minLength: 1, maxLength: 3 })

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T]
type Trimmed<T> = Omit<T, OptionalKeys<T>> & Partial<Defined<Pick<T, OptionalKeys<T>>>>

/** Leaves out the members that are undefined. */
export const trim = <T extends object>(value: T): Trimmed<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Trimmed<T>

/** Draws random values while it builds records, each of which may mention only what exists already. */
export class Draw {
  readonly g: GeneratorValue
  readonly names: () => fc.Arbitrary<string>
  readonly authors: readonly string[]
  readonly records = new Map<Id, DesignRecord>()
  counter: number

  constructor(g: GeneratorValue, names: () => fc.Arbitrary<string>) {
    this.g = g
    this.names = names
    this.authors = g(authorsList)
    this.counter = g(fc.nat, { max: 2000 })
  }

  nat(max: number): number {
    return this.g(fc.nat, { max })
  }
  int(min: number, max: number): number {
    return this.g(fc.integer, { min, max })
  }
  /** `true` or absent. */
  flag(): true | undefined {
    return this.g(fc.boolean) || undefined
  }
  pick<const T>(from: readonly T[]): T {
    const one = from[this.nat(from.length - 1)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  maybe<T>(make: () => T): T | undefined {
    return this.g(fc.boolean) ? make() : undefined
  }
  list<T>(max: number, make: (i: number) => T, min = 0): T[] {
    return Array.from({ length: this.int(min, max) }, (_, i) => make(i))
  }
  some<T>(from: readonly T[]): T[] {
    const n = this.int(1, Math.min(3, from.length))
    const start = this.nat(from.length - n)
    return from.slice(start, start + n)
  }
  name(): string {
    return this.g(this.names)
  }
  comment(): string | undefined {
    return this.maybe(() => this.name())
  }
  newId<K extends string>(): Id<K> {
    this.counter += this.int(1, 2)
    return drawnId<K>(this.pick(this.authors), this.counter)
  }
  ids<K extends RecordKind>(...kinds: readonly K[]): readonly Id<K>[] {
    const wanted = new Set<string>(kinds)
    return [...this.records.values()].filter((r) => wanted.has(r.kind)).map((r) => r.id as Id<K>)
  }
  /** An existing id of one of the kinds, if there is one. */
  ref<K extends RecordKind>(...kinds: readonly K[]): Id<K> | undefined {
    const ids = this.ids(...kinds)
    return ids.length > 0 ? this.pick(ids) : undefined
  }
  add(record: DesignRecord): void {
    this.records.set(record.id, record)
  }
  /** A fragment that may name any of `ids`. */
  sql(ids: readonly Id[]): Sql {
    const words = ['', 'now()', "'draft'", ' > 0', ' is not null', '$$ begin end $$', 'select 1', '"']
    const refs =
      ids.length > 0
        ? this.list(2, () => ({
            id: this.pick(ids),
            as: this.pick(['name', 'qualified', 'literal', 'regclass']),
          }))
        : []
    const text = Array.from({ length: refs.length + 1 }, () => this.pick(words))
    return trim({ text, refs, opaque: this.flag(), server: this.maybe(() => this.pick(words)) })
  }
  type(): DataType {
    const user = this.ref('enum', 'domain')
    const dims = this.maybe(() => this.int(1, 3))
    if (user && this.g(fc.boolean)) return trim({ type: user, dims })
    const mods = this.maybe(() => this.pick([[12, 2], [3, -2], [40]]))
    return trim({ base: this.pick(['text', 'bigint', 'numeric', 'timestamptz', 'made_up']), mods, dims })
  }
}
