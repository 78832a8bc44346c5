import type { Id } from '../../base/index.ts'
import type { Block, Statement } from '../../sql/index.ts'
import type { LoadError } from '../types.ts'

/** What PostgreSQL says of a relation, a type or a routine that is not there. */
const missing: ReadonlySet<string> = new Set(['42P01', '42704', '42883'])

/** Each object's first statement is the one that makes it. */
const firsts = (statements: readonly Statement[]): ReadonlyMap<Id, number> => {
  const out = new Map<Id, number>()
  for (const [at, s] of statements.entries()) if (!out.has(s.object)) out.set(s.object, at)
  return out
}

/**
 * Errors in the order of their statements. Those that say no more than that something is missing which could not be
 * made itself tell what that was.
 */
export const withCauses = (
  errors: readonly LoadError[],
  statements: readonly Statement[],
  blocks: ReadonlyMap<Id, Block>,
): readonly LoadError[] => {
  if (errors.length < 2) return errors
  const made = firsts(statements)
  /** The object at fault, by what could not be made for it. */
  const unmade = new Map<Id, Id>()
  return errors.map((error) => {
    const of = error.statement === undefined ? undefined : statements[error.statement]?.object
    if (of === undefined) return error
    const needs = [of, ...(blocks.get(of)?.needs ?? [])]
    const because = missing.has(error.sqlstate ?? '')
      ? needs.map((id) => unmade.get(id)).find((id) => id !== undefined)
      : undefined
    if (made.get(of) === error.statement) unmade.set(of, because ?? error.object ?? of)
    return because === undefined ? error : { ...error, because }
  })
}
