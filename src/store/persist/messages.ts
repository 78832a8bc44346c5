import * as z from 'zod/mini'
import type { History } from '../history.ts'
import { parseEntry } from './journal.ts'
import type { Entry } from './shelf.ts'

/** What tabs with the same design open say to each other. */
export type Message =
  | { readonly kind: 'act'; readonly entry: Entry }
  /** A follower asks for the state. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'state'; readonly seq: number; readonly text: string; readonly history: History }
  /** A follower wants to write. */
  | { readonly kind: 'yield' }
  /** The writer has written everything and stopped. */
  | { readonly kind: 'free' }

const plain = z.object({ kind: z.enum(['hello', 'yield', 'free']) })
const act = z.object({ kind: z.literal('act'), entry: z.unknown() })
const steps = z.array(
  z.looseObject({ name: z.string(), redo: z.array(z.unknown()), undo: z.array(z.unknown()) }),
)
const state = z.object({
  kind: z.literal('state'),
  seq: z.int(),
  text: z.string(),
  history: z.object({ past: steps, future: steps }),
})

/** A message as another tab, perhaps of another version, sent it. */
export const parseMessage = (value: unknown): Message | undefined => {
  const a = act.safeParse(value)
  if (a.success) {
    const entry = parseEntry(a.data.entry)
    return entry && { kind: 'act', entry }
  }
  const s = state.safeParse(value)
  if (s.success) return value as Message
  const p = plain.safeParse(value)
  return p.success ? p.data : undefined
}
