import type { Context, Owner } from './context.ts'
import { newer, type Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/**
 * Writes and reads a column: the same member of many objects, because like compresses best beside like.
 * `owners` are the records that the values belong to, one for each value.
 */
export interface Codec {
  write(w: Writer, values: readonly unknown[], owners: readonly Owner[], c: Context): void
  read(r: Reader, owners: readonly Owner[], c: Context): readonly unknown[]
  /** Says that the value may be undefined, and that the member is absent then. */
  readonly optional?: true
}
export type Members = Readonly<Record<string, Codec>>

const select = <T>(items: readonly T[], bits: readonly boolean[]): readonly T[] =>
  items.filter((_, i) => bits[i])

/** Repeats of an earlier text in the column cost a number. */
export const text: Codec = {
  write(w, values) {
    const seen = new Map<unknown, number>()
    for (const v of values) {
      const index = seen.get(v)
      w.uint(index ?? 0)
      if (index !== undefined) continue
      seen.set(v, seen.size + 1)
      w.text(String(v))
    }
  },
  read(r, owners) {
    const seen: string[] = []
    return owners.map(() => {
      const index = r.uint()
      if (index > seen.length) r.fail('it has a text that is not there')
      const value = index === 0 ? r.text() : r.made(seen[index - 1] ?? '')
      if (index === 0) seen.push(value)
      return value
    })
  },
}

/** Whole numbers by their distance from the one before; others as text. */
export const number: Codec = {
  write(w, values) {
    const whole = values.map(
      (v) => Number.isSafeInteger(v) && Math.abs(v as number) < 2 ** 48 && !Object.is(v, -0),
    )
    w.bits(whole)
    let last = 0
    values.forEach((v, i) => {
      if (whole[i]) {
        w.int((v as number) - last)
        last = v as number
      } else w.text(Object.is(v, -0) ? '-0' : String(v))
    })
  },
  read(r, owners) {
    let last = 0
    return r.bits(owners.length).map((whole) => {
      if (!whole) return Number(r.text())
      last += r.int()
      return last
    })
  },
}

export const bool: Codec = {
  write: (w, values) => w.bits(values.map((v) => v === true)),
  read: (r, owners) => r.bits(owners.length),
}

/** One of a fixed list, to which later versions only append. */
export const choice = (...of: readonly unknown[]): Codec => ({
  write(w, values) {
    for (const v of values) {
      const i = of.indexOf(v)
      if (i < 0) throw new Error(`a link has no code for ${String(v)}`)
      w.uint(i)
    }
  },
  read: (r, owners) =>
    owners.map(() => {
      const i = r.uint()
      if (i >= of.length) r.fail(newer)
      return of[i]
    }),
})

/** Any JSON. */
export const json: Codec = {
  write: (w, values, owners, c) =>
    text.write(
      w,
      values.map((v) => JSON.stringify(v)),
      owners,
      c,
    ),
  read: (r, owners, c) =>
    text.read(r, owners, c).map((v) => {
      if (r.problem !== undefined) return null
      try {
        return JSON.parse(String(v)) as unknown
      } catch {
        r.fail('it has an option that is no JSON')
        return null
      }
    }),
}

export const optional = (inner: Codec): Codec => ({
  optional: true,
  write(w, values, owners, c) {
    const there = values.map((v) => v !== undefined)
    w.bits(there)
    if (there.includes(true)) inner.write(w, select(values, there), select(owners, there), c)
  },
  read(r, owners, c) {
    const there = r.bits(owners.length)
    if (!there.includes(true)) return owners.map(() => undefined)
    const found = inner.read(r, select(owners, there), c)
    let next = 0
    return there.map((t) => (t ? found[next++] : undefined))
  },
})

/** A member that is mostly what the rest of its record says; the exceptions are written. */
export const expected = (by: (owner: Owner) => unknown, inner: Codec): Codec => ({
  ...(inner.optional ? { optional: true as const } : {}),
  write(w, values, owners, c) {
    const same = values.map((v, i) => v === by(owners[i] as Owner))
    w.bits(same)
    const other = same.map((s) => !s)
    if (other.includes(true)) inner.write(w, select(values, other), select(owners, other), c)
  },
  read(r, owners, c) {
    const same = r.bits(owners.length)
    const other = same.map((s) => !s)
    const found = other.includes(true) ? inner.read(r, select(owners, other), c) : []
    let next = 0
    return owners.map((o, i) => (same[i] ? by(o) : found[next++]))
  },
})

export const list = (inner: Codec): Codec => ({
  write(w, values, owners, c) {
    const lists = values as readonly (readonly unknown[])[]
    for (const l of lists) w.uint(l.length)
    const items = lists.flat()
    if (items.length > 0)
      inner.write(
        w,
        items,
        lists.flatMap((l, i) => l.map(() => owners[i] as Owner)),
        c,
      )
  },
  read(r, owners, c) {
    const lengths = owners.map(() => r.spend(r.uint()))
    const flat = lengths.flatMap((n, i) =>
      new Array<Owner>(r.problem === undefined ? n : 0).fill(owners[i] as Owner),
    )
    const items = flat.length > 0 ? inner.read(r, flat, c) : []
    let next = 0
    return lengths.map((n) => {
      next += n
      return items.slice(next - n, next)
    })
  },
})

/** One of two forms; `is` tells the second from the first. */
export const either = (first: Codec, second: Codec, is: (value: unknown) => boolean): Codec => ({
  write(w, values, owners, c) {
    const bits = values.map(is)
    const not = bits.map((b) => !b)
    w.bits(bits)
    if (not.includes(true)) first.write(w, select(values, not), select(owners, not), c)
    if (bits.includes(true)) second.write(w, select(values, bits), select(owners, bits), c)
  },
  read(r, owners, c) {
    const bits = r.bits(owners.length)
    const not = bits.map((b) => !b)
    const a = not.includes(true) ? first.read(r, select(owners, not), c) : []
    const b = bits.includes(true) ? second.read(r, select(owners, bits), c) : []
    let [i, j] = [0, 0]
    return bits.map((bit) => (bit ? b[j++] : a[i++]))
  },
})

const pair = (first: Codec, second: Codec): Codec => ({
  write(w, values, owners, c) {
    const pairs = values as readonly (readonly [unknown, unknown])[]
    first.write(
      w,
      pairs.map(([a]) => a),
      owners,
      c,
    )
    second.write(
      w,
      pairs.map(([, b]) => b),
      owners,
      c,
    )
  },
  read(r, owners, c) {
    const a = first.read(r, owners, c)
    const b = second.read(r, owners, c)
    return owners.map((_, i) => [a[i], b[i]])
  },
})

/** An object of any keys, as a list of pairs. */
export const dictionary = (key: Codec, value: Codec): Codec => {
  const pairs = list(pair(key, value))
  return {
    write: (w, values, owners, c) =>
      pairs.write(
        w,
        values.map((v) => Object.entries(v as object)),
        owners,
        c,
      ),
    read: (r, owners, c) =>
      pairs.read(r, owners, c).map((p) => Object.fromEntries(p as readonly (readonly [string, unknown])[])),
  }
}
