import { rankBetween } from '../../base/index.ts'
import { type Codec, text } from './codec.ts'
import type { Owner } from './context.ts'
import { pick } from './ids.ts'

/** Ranks: mostly each follows the one before in its table, and then only that is written. */
export const ranks: Codec = {
  write(w, values, owners, c) {
    const next = followers()
    const follows = values.map((v, i) => {
      const same = next(owners[i]) === v
      next.set(owners[i], v)
      return same
    })
    w.bits(follows)
    const other = pick(
      owners,
      values.map((v, i) => (follows[i] ? undefined : v)),
    )
    if (other.values.length > 0) text.write(w, other.values, other.owners, c)
  },
  read(r, owners, c) {
    const next = followers()
    const follows = r.bits(owners.length)
    const others = owners.filter((_, i) => !follows[i])
    const found = others.length > 0 ? text.read(r, others, c) : []
    let at = 0
    return owners.map((o, i) => {
      const rank = follows[i] ? next(o) : found[at++]
      next.set(o, rank)
      return rank
    })
  },
}

const followers = () => {
  const last = new Map<unknown, string>()
  const of = (o: Owner | undefined): unknown => o?.table ?? o?.kind
  return Object.assign(
    (o: Owner | undefined): string | undefined => {
      const before = last.get(of(o)) ?? ''
      return /^(?:[0-9a-z]{0,99}[1-9a-z])?$/.test(before) ? rankBetween(before, undefined) : undefined
    },
    { set: (o: Owner | undefined, rank: unknown) => last.set(of(o), String(rank)) },
  )
}
