import type { Id } from '../base/index.ts'
import { emittedOf } from './emit/assemble.ts'
import { whyOf } from './emit/writer.ts'
import { runsBetween } from './runs.ts'
import type { Emitted, Mapped, Part, Statement } from './types.ts'

/** A range of the emitted text, in UTF-16 offsets. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Index of the last offset that is at most `offset`; -1 before the first. */
const lastAtMost = (offsets: readonly number[], offset: number): number => {
  let lo = 0
  let hi = offsets.length
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if ((offsets[mid] ?? 0) <= offset) lo = mid + 1
    else hi = mid
  }
  return lo - 1
}

/** Index of the statement that holds the offset; undefined in the blank lines between. */
export const statementAt = (emitted: Emitted, offset: number): number | undefined => {
  const i = lastAtMost(emitted.offsets, offset)
  const s = emitted.statements[i]
  return s && offset < (emitted.offsets[i] ?? 0) + s.sql.length ? i : undefined
}

const innermost = (s: Statement, offset: number): Part | undefined => {
  let best: Part | undefined
  for (const p of s.parts)
    if (p.from <= offset && offset < p.to && (!best || p.to - p.from < best.to - best.from)) best = p
  return best
}

/** The smallest range around the offset that belongs to an object; undefined between statements. */
export const mappedAt = (emitted: Emitted, offset: number): Mapped | undefined => {
  const i = statementAt(emitted, offset)
  const s = i === undefined ? undefined : emitted.statements[i]
  if (i === undefined || !s) return undefined
  const base = emitted.offsets[i] ?? 0
  const p = innermost(s, offset - base) ?? { from: 0, to: s.sql.length, ...s }
  return { from: base + p.from, to: base + p.to, object: p.object, ...whyOf({ id: p.object, ...p }) }
}

/** Where the object is written: whole statements and parts of others, in the order of the text. */
export const rangesOf = (emitted: Emitted, object: Id): readonly Range[] => {
  const out: Range[] = []
  emitted.statements.forEach((s, i) => {
    const base = emitted.offsets[i] ?? 0
    if (s.object === object) out.push({ from: base, to: base + s.sql.length })
    else for (const p of s.parts) if (p.object === object) out.push({ from: base + p.from, to: base + p.to })
  })
  return out
}

/** Only the statements for which `keep` holds, as a text of their own. */
export const emittedFor = (emitted: Emitted, keep: (s: Statement) => boolean): Emitted =>
  emittedOf(emitted.statements.filter(keep))

/** Whether a pattern made the statement or some part of it. */
export const patternMade = (s: Statement): boolean =>
  s.why !== undefined || s.parts.some((p) => p.why !== undefined)

const lineRanges = (sql: string, base: number, known: ReadonlySet<string>): readonly Range[] => {
  const out: { from: number; to: number }[] = []
  let from = 0
  for (const line of sql.split('\n')) {
    const to = from + line.length
    const last = out.at(-1)
    if (!known.has(line)) {
      if (last && last.to === base + from - 1) last.to = base + to
      else out.push({ from: base + from, to: base + to })
    }
    from = to + 1
  }
  return out
}

/** First words tell an object's statements apart: `create table`, `comment on`, `alter table`. */
const keyOf = (s: Statement): string => `${s.object} ${s.sql.split(/\s+/, 2).join(' ')}`

/**
 * Ranges of the text of `after` that differ from `before`: new statements whole, changed ones by lines.
 * Statements that only moved do not count.
 */
export const changedRanges = (before: Emitted, after: Emitted): readonly Range[] => {
  const runs = runsBetween(before.statements, after.statements)
  const gone = new Set(runs.flatMap((r) => before.statements.slice(r.before.from, r.before.to)))
  const came = new Set(runs.flatMap((r) => after.statements.slice(r.after.from, r.after.to)))
  const old = new Map<string, Set<string>>()
  for (const s of gone) {
    if (came.has(s)) continue
    const lines = old.get(keyOf(s)) ?? new Set()
    for (const line of s.sql.split('\n')) lines.add(line)
    old.set(keyOf(s), lines)
  }
  const rangesAt = (i: number): readonly Range[] => {
    const s = after.statements[i]
    if (!s || gone.has(s)) return []
    return lineRanges(s.sql, after.offsets[i] ?? 0, old.get(keyOf(s)) ?? new Set())
  }
  return runs.flatMap(({ after: { from, to } }) =>
    Array.from({ length: to - from }, (_, n) => rangesAt(from + n)).flat(),
  )
}
