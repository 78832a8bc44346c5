import type { Codec, Members } from './codec.ts'
import type { Context, Owner } from './context.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

type Bag = { [member: string]: unknown }

/** A member that came with a later revision; links of earlier ones do not have it. */
export const since = (revision: number, codec: Codec): Codec & { readonly since: number } => ({
  ...codec,
  since: revision,
})
const isIn = (codec: Codec, c: Context): boolean => !('since' in codec) || Number(codec.since) <= c.revision
const membersIn = (members: Members, c: Context): readonly (readonly [string, Codec])[] =>
  Object.entries(members).filter(([, codec]) => isIn(codec, c))

/** Throws for a member without a code: dropping it silently would lose a part of the design. */
export const assertMembers = (values: readonly object[], members: Members): void => {
  for (const v of values)
    for (const key of Object.keys(v))
      if (!Object.hasOwn(members, key)) throw new Error(`a link has no code for the member ${key}`)
}

/** Objects with these members, written member by member. An absent member stays absent. */
export const object = (members: Members): Codec => ({
  write(w, values, owners, c) {
    const bags = values as readonly Bag[]
    assertMembers(bags, members)
    for (const [name, codec] of membersIn(members, c))
      codec.write(
        w,
        bags.map((b) => b[name]),
        owners,
        c,
      )
  },
  read(r, owners, c) {
    const bags: readonly Bag[] = owners.map(() => ({}))
    readInto(bags, members, r, owners, c)
    return bags
  },
})

const readInto = (
  bags: readonly Bag[],
  members: Members,
  r: Reader,
  owners: readonly Owner[],
  c: Context,
): void => {
  for (const [name, codec] of membersIn(members, c)) {
    r.spend(bags.length)
    if (r.problem !== undefined) return
    const column = codec.read(r, owners, c)
    bags.forEach((b, i) => {
      const value = column[i]
      if (value !== undefined || !codec.optional) b[name] = value
    })
  }
}

/** Records of one kind; `kind` and `id` are there already. Each is the owner of its own members. */
export interface RecordCodec {
  readonly members: Members
  /** The revision that the kind came with. */
  readonly since: number
  write(w: Writer, records: readonly Owner[], c: Context): void
  read(r: Reader, records: readonly Owner[], c: Context): void
}

export const record = (members: Members): RecordCodec => recordSince(1, members)

/** A kind that came with a later revision; links of earlier ones hold none. */
export const recordSince = (revision: number, members: Members): RecordCodec => ({
  members,
  since: revision,
  write(w, records, c) {
    assertMembers(
      records.map(({ kind: _k, id: _i, ...rest }) => rest),
      members,
    )
    for (const [name, codec] of membersIn(members, c))
      codec.write(
        w,
        records.map((o) => o[name]),
        records,
        c,
      )
  },
  read: (r, records, c) => readInto(records, members, r, records, c),
})
