import * as z from 'zod/mini'
import type { Clock } from '../../base/index.ts'
import type { KeyValue } from '../seams.ts'
import type { Drafts } from '../types.ts'

/** UTF-16 units of one draft: the journal of what is drawn has its room in the same store. */
const longest = 50_000
/** So many designs keep theirs; for one more, the oldest goes. */
const most = 10

const prefix = 'damask:draft:'
const draft = z.object({ text: z.string().check(z.maxLength(longest)), at: z.number() })

export const draftsOn = (store: KeyValue | undefined, clock: Clock): Drafts => {
  const stored = (key: string) => {
    try {
      return draft.safeParse(JSON.parse(store?.getItem(key) ?? '')).data
    } catch {
      return undefined
    }
  }
  const makeRoom = (key: string): void => {
    const others = (store?.keys() ?? []).filter((k) => k.startsWith(prefix) && k !== key)
    if (others.length < most) return
    const oldest = others.sort((a, b) => (stored(b)?.at ?? 0) - (stored(a)?.at ?? 0)).slice(most - 1)
    for (const k of oldest) store?.removeItem(k)
  }
  return {
    read: (design) => stored(prefix + design)?.text,
    write: (design, text) => {
      const key = prefix + design
      if (text.length > longest) return false
      try {
        if (text === '') store?.removeItem(key)
        else {
          makeRoom(key)
          store?.setItem(key, JSON.stringify({ text, at: clock() }))
        }
        return store !== undefined
      } catch {
        return false
      }
    },
  }
}
