import { err, type Id, ok, type Result } from '../base/index.ts'
import type { Issue } from '../compile/index.ts'
import type { Change } from '../design/index.ts'
import type { Emitted } from '../sql/index.ts'
import type { Attempt, Foreseen, OpenDesign, Preview, Refusal } from './types.ts'

/** Items of `a` that `b` does not hold, as often as they are more, in order. */
const beyond = (a: readonly string[], b: readonly string[]): readonly string[] => {
  const left = new Map<string, number>()
  for (const s of b) left.set(s, (left.get(s) ?? 0) + 1)
  return a.filter((s) => {
    const n = left.get(s) ?? 0
    left.set(s, n - 1)
    return n <= 0
  })
}

const keyOf = (i: Issue): string => JSON.stringify([i.code, i.message, i.objects satisfies readonly Id[]])

const texts = (e: Emitted): readonly string[] => e.statements.map((s) => s.sql)

/** What a command would change in the DDL and in the issues, without running it. */
export const previewOf = (
  open: OpenDesign | undefined,
  attempt: Attempt,
  foresee: (changes: readonly Change[]) => Foreseen | undefined,
): Result<Preview, Refusal> => {
  if (!attempt.ok) return attempt
  const ahead = foresee(attempt.value.changes)
  if (!open || !ahead) return err({ message: 'No design is open.', objects: [] })
  const { compiled, emitted } = ahead
  const old = new Set(open.compiled.issues.map(keyOf))
  return ok({
    compiled,
    emitted,
    added: beyond(texts(emitted), texts(open.emitted)),
    removed: beyond(texts(open.emitted), texts(emitted)),
    issues: compiled.issues.filter((i) => !old.has(keyOf(i))),
  })
}
