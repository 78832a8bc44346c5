import { err, type Id, ok, type Result } from '../base/index.ts'
import { type Compiled, createCompiler, type Issue, type Registry } from '../compile/index.ts'
import { applyChanges, settingsOf } from '../design/index.ts'
import { type Emitted, emit } from '../sql/index.ts'
import type { Attempt, OpenDesign, Preview, Refusal } from './types.ts'

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
  registry: Registry,
): Result<Preview, Refusal> => {
  if (!attempt.ok) return attempt
  if (!open) return err({ message: 'No design is open.', objects: [] })
  const { design } = applyChanges(open.design, attempt.value.changes)
  const compiled: Compiled = createCompiler(registry).compile(design)
  const emitted = emit(compiled.catalog, settingsOf(design).target, open.emitted)
  const old = new Set(open.compiled.issues.map(keyOf))
  return ok({
    compiled,
    emitted,
    added: beyond(texts(emitted), texts(open.emitted)),
    removed: beyond(texts(open.emitted), texts(emitted)),
    issues: compiled.issues.filter((i) => !old.has(keyOf(i))),
  })
}
