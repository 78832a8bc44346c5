import { err, ok, type Result } from '../../base/index.ts'
import { type Change, type Design, parseDesign } from '../../design/index.ts'
import { emptyHistory, enact, type History } from '../history.ts'
import type { Entry, Snapshot } from './shelf.ts'

export interface Replayed {
  readonly design: Design
  readonly history: History
  /** Of the last act. */
  readonly seq: number
}

type Raw = { authors?: unknown; records?: unknown }

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v)

const apply = (
  raw: Raw,
  records: Record<string, unknown>,
  changes: readonly Change[],
  author: string,
): void => {
  for (const c of changes) {
    if (c.to) records[c.id] = c.to
    else delete records[c.id]
  }
  const mine = changes.some((c) => c.to && c.id.startsWith(`${author}.`))
  if (mine && Array.isArray(raw.authors) && !raw.authors.includes(author))
    raw.authors = [...raw.authors, author]
}

const told = (problems: readonly { readonly path: string; readonly message: string }[]): string => {
  const [p] = problems
  return p ? `${p.path === '' ? 'The document' : p.path} ${p.message}` : 'The document is damaged.'
}

/**
 * The design that a snapshot and the acts after it make. The acts are applied to the raw text, so that one
 * reading checks, and upgrades, all of it. Acts that follow a gap in the order are left out.
 */
export const replay = (snapshot: Snapshot, entries: readonly Entry[]): Result<Replayed, string> => {
  let raw: unknown
  try {
    raw = JSON.parse(snapshot.text)
  } catch {
    return err('The stored text is cut off.')
  }
  if (!isObject(raw) || !isObject(raw.records)) return err('The stored text is no design.')
  let history: History = snapshot.history ?? emptyHistory
  let seq = snapshot.seq
  for (const e of entries) {
    if (e.seq <= seq) continue
    if (e.seq > seq + 1) break
    const next = enact(history, e.act)
    if (next) {
      history = next.history
      apply(raw, raw.records, next.changes, e.author)
    }
    seq = e.seq
  }
  const design = parseDesign(raw)
  return design.ok ? ok({ design: design.value, history, seq }) : err(told(design.error))
}

/** Entries of the database and the journal together, each once, in order. What the database confirmed counts. */
export const joined = (log: readonly Entry[], journal: readonly Entry[]): readonly Entry[] => {
  const bySeq = new Map<number, Entry>()
  for (const e of [...journal, ...log]) bySeq.set(e.seq, e)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}
