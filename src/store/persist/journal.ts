import * as z from 'zod/mini'
import type { KeyValue } from '../seams.ts'
import type { Entry } from './shelf.ts'

const changes = z.array(z.object({ id: z.string(), to: z.nullable(z.looseObject({ kind: z.string() })) }))
const act = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('run'),
    name: z.string(),
    changes,
    undo: changes,
    at: z.number(),
    merge: z.optional(z.string()),
  }),
  z.object({ op: z.literal('undo') }),
  z.object({ op: z.literal('redo') }),
])
const entry = z.object({ seq: z.int().check(z.gte(0)), author: z.string(), act })

/** An entry from storage or from another tab. Records inside are only checked when the whole design is read. */
export const parseEntry = (value: unknown): Entry | undefined => {
  const r = entry.safeParse(value)
  return r.success ? (r.data as Entry) : undefined
}

const prefix = 'damask:journal:'
const keyOf = (id: string, seq: number): string => `${prefix}${id}:${seq}`

const parsed = (text: string | null): Entry | undefined => {
  if (text === null) return undefined
  try {
    return parseEntry(JSON.parse(text))
  } catch {
    return undefined
  }
}

/**
 * Acts that the database has not confirmed. Writing here ends before the call returns, so a tab that closes
 * in the next moment loses nothing.
 */
export interface Journal {
  /** False where there is no room. */
  write(id: string, e: Entry): boolean
  confirm(id: string, seqs: readonly number[]): void
  pending(id: string): readonly Entry[]
  clear(id: string): void
}

export const journalOn = (store: KeyValue | undefined): Journal => {
  const keys = (id: string): readonly string[] =>
    (store?.keys() ?? []).filter((k) => k.startsWith(`${prefix}${id}:`))
  return {
    write: (id, e) => {
      try {
        store?.setItem(keyOf(id, e.seq), JSON.stringify(e))
        return store !== undefined
      } catch {
        return false
      }
    },
    confirm: (id, seqs) => {
      for (const seq of seqs) store?.removeItem(keyOf(id, seq))
    },
    pending: (id) =>
      keys(id)
        .flatMap((k) => parsed(store?.getItem(k) ?? null) ?? [])
        .sort((a, b) => a.seq - b.seq),
    clear: (id) => {
      for (const k of keys(id)) store?.removeItem(k)
    },
  }
}
