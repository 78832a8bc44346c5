import { derivedId, drawnId, drawnParts, type Id } from '../../base/index.ts'
import type { RecordKind } from '../../design/index.ts'
import { type Codec, number, text } from './codec.ts'
import type { Context, Owner } from './context.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** How an id is written; from `first` on it is a number of the codec's own. */
const form = { literal: 0, use: 1, role: 2, first: 3 } as const

/** Uses on what a use made, and so on: deeper ones are written as text. */
const deepest = 4

interface UseId {
  readonly pattern: string
  readonly target: Id
  readonly n: number
}
const useForm = /^([a-z][0-9a-z-]*)@(.+)#(0|[1-9]\d{0,8})$/

/** The pattern and the target of a use that is called after them. */
export const useParts = (id: string): UseId | undefined => {
  const [, pattern, target, n] = useForm.exec(id) ?? []
  return pattern && target && n ? { pattern, target: target as Id, n: Number(n) } : undefined
}
const roleParts = (id: string): { readonly base: Id; readonly role: string } | undefined => {
  const i = id.indexOf('/', id.lastIndexOf('#') + 1)
  return i > 0 ? { base: id.slice(0, i) as Id, role: id.slice(i + 1) } : undefined
}

interface Local {
  /** The number of an id in this column, from the ids before it; undefined where it has none. */
  code(id: Id): number | undefined
  id(code: number): Id | undefined
}

const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n)
const zagzig = (n: number): number => (n % 2 === 0 ? n / 2 : -(n + 1) / 2)

/** Counters by their distance from the one before, for ids that are new. */
const counters = (c: Context): Local => {
  let last = 0
  const of = c.authors.length
  return {
    code(id) {
      const parts = drawnParts(id)
      const author = parts ? c.authors.indexOf(parts.author) : -1
      if (!parts || author < 0 || parts.counter > 2 ** 40) return undefined
      const step = parts.counter - last
      last = parts.counter
      return zigzag(step) * of + author
    },
    id(code) {
      last += zagzig(Math.floor(code / of))
      const author = c.authors[code % of]
      return author !== undefined && Number.isSafeInteger(last) && last >= 0
        ? drawnId(author, last)
        : undefined
    },
  }
}

/** Positions by their distance from the one before, for ids that were met. */
const positions = (c: Context, kinds: readonly (RecordKind | 'part')[]): Local => {
  let last = -1
  const list = c.known(kinds)
  const places = c.positions(kinds)
  return {
    code(id) {
      const at = places.get(id)
      if (at === undefined) return undefined
      const step = at - last
      last = at
      return zigzag(step)
    },
    id(code) {
      last += zagzig(code)
      return list[last]
    },
  }
}

/** The values that are there, with their owners. */
export const pick = <T>(owners: readonly Owner[], values: readonly (T | undefined)[]) => {
  const at = values.flatMap((v, i) => (v === undefined ? [] : [i]))
  return { owners: at.map((i) => owners[i] as Owner), values: at.map((i) => values[i] as T) }
}

const writeIds = (
  w: Writer,
  ids: readonly Id[],
  owners: readonly Owner[],
  c: Context,
  own: Local,
  depth: number,
): void => {
  const codes = ids.map((id) => own.code(id))
  const uses = ids.map((id, i) => (codes[i] === undefined && depth < deepest ? useParts(id) : undefined))
  const roles = ids.map((id, i) =>
    codes[i] === undefined && !uses[i] && depth < deepest ? roleParts(id) : undefined,
  )
  ids.forEach((_, i) => {
    const code = codes[i]
    w.uint(code !== undefined ? form.first + code : uses[i] ? form.use : roles[i] ? form.role : form.literal)
  })
  const use = pick(owners, uses)
  const role = pick(owners, roles)
  const literal = pick(
    owners,
    ids.map((id, i) => ((codes[i] ?? uses[i] ?? roles[i]) === undefined ? id : undefined)),
  )
  if (use.values.length > 0) {
    text.write(
      w,
      use.values.map((u) => u.pattern),
      use.owners,
      c,
    )
    writeIds(
      w,
      use.values.map((u) => u.target),
      use.owners,
      c,
      positions(c, []),
      depth + 1,
    )
    number.write(
      w,
      use.values.map((u) => u.n),
      use.owners,
      c,
    )
  }
  if (role.values.length > 0) {
    writeIds(
      w,
      role.values.map((x) => x.base),
      role.owners,
      c,
      positions(c, ['use']),
      depth + 1,
    )
    text.write(
      w,
      role.values.map((x) => x.role),
      role.owners,
      c,
    )
  }
  if (literal.values.length > 0) text.write(w, literal.values, literal.owners, c)
}

const readIds = (
  r: Reader,
  owners: readonly Owner[],
  c: Context,
  own: Local,
  depth: number,
): readonly Id[] => {
  const codes = owners.map(() => r.uint())
  const of = (wanted: number) => owners.filter((_, i) => codes[i] === wanted)
  const [literals, uses, roles] = [of(form.literal), of(form.use), of(form.role)]
  if (r.problem === undefined && depth >= deepest && uses.length + roles.length > 0)
    r.fail('it has an id that is too deep')
  if (r.problem !== undefined) return owners.map(() => '' as Id)
  const parts = {
    [form.use]: readUses(r, uses, c, depth),
    [form.role]: readRoles(r, roles, c, depth),
    [form.literal]: literals.length > 0 ? (text.read(r, literals, c) as readonly Id[]) : [],
  }
  const next = [0, 0, 0]
  return codes.map((code) => {
    if (code === form.literal || code === form.use || code === form.role) {
      const at = next[code] ?? 0
      next[code] = at + 1
      return parts[code][at] ?? ('' as Id)
    }
    const id = own.id(code - form.first)
    if (id === undefined) r.fail('it has an id that is not there')
    return id ?? ('' as Id)
  })
}

const readUses = (r: Reader, owners: readonly Owner[], c: Context, depth: number): readonly Id[] => {
  if (owners.length === 0) return []
  const patterns = text.read(r, owners, c)
  const targets = readIds(r, owners, c, positions(c, []), depth + 1)
  const ns = number.read(r, owners, c)
  return owners.map((_, i) => r.made(`${String(patterns[i])}@${targets[i]}#${String(ns[i])}`) as Id)
}
const readRoles = (r: Reader, owners: readonly Owner[], c: Context, depth: number): readonly Id[] => {
  if (owners.length === 0) return []
  const bases = readIds(r, owners, c, positions(c, ['use']), depth + 1)
  const roles = text.read(r, owners, c)
  return owners.map((_, i) => r.made(derivedId(String(bases[i]), String(roles[i]))) as Id)
}

/** Ids that are met here for the first time. */
export const newIds = (kind: RecordKind | 'part'): Codec => ({
  write(w, values, owners, c) {
    const ids = values as readonly Id[]
    writeIds(w, ids, owners, c, counters(c), 0)
    c.meet(kind, ids)
  },
  read(r, owners, c) {
    const ids = readIds(r, owners, c, counters(c), 0)
    c.meet(kind, ids)
    return ids
  },
})

/** References to records of these kinds, or of any. */
export const ref = (...kinds: readonly RecordKind[]): Codec => ({
  write: (w, values, owners, c) => writeIds(w, values as readonly Id[], owners, c, positions(c, kinds), 0),
  read: (r, owners, c) => readIds(r, owners, c, positions(c, kinds), 0),
})

/** A column's table, which makes the columns of each table known. */
export const tableOfColumn: Codec = {
  write(w, values, owners, c) {
    ref('table').write(w, values, owners, c)
    c.addColumns(
      owners.map((o) => o.id),
      values,
    )
  },
  read(r, owners, c) {
    const tables = ref('table').read(r, owners, c)
    c.addColumns(
      owners.map((o) => o.id),
      tables,
    )
    return tables
  },
}

/** References that mostly are to a column of the table in the record's member `of`: which of its columns. */
export const columnOf = (of: 'table' | 'references' | 'on', kinds: readonly RecordKind[] = []): Codec => ({
  write(w, values, owners, c) {
    const places = values.map((v, i) => c.columnsOf(owners[i]?.[of]).indexOf(v as Id) + 1)
    for (const p of places) w.uint(p)
    const other = pick(
      owners,
      values.map((v, i) => (places[i] === 0 ? v : undefined)),
    )
    if (other.values.length > 0) ref(...kinds).write(w, other.values, other.owners, c)
  },
  read(r, owners, c) {
    const places = owners.map(() => r.uint())
    const others = owners.filter((_, i) => places[i] === 0)
    const found = others.length > 0 ? ref(...kinds).read(r, others, c) : []
    let next = 0
    return places.map((p, i) => {
      const id = p === 0 ? found[next++] : c.columnsOf(owners[i]?.[of])[p - 1]
      if (id === undefined) r.fail('it has a column that is not there')
      return id
    })
  },
})
