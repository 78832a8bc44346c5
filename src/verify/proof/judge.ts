import type { Rows, SqlError } from '../../engine/index.ts'
import type { ScriptExpect } from '../types.ts'

const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
const shown = (rows: readonly (readonly (string | null)[])[]): string =>
  rows.length === 0 ? 'no rows' : rows.map((r) => `(${r.map((v) => v ?? 'NULL').join(', ')})`).join(' ')

const sameRows = (
  a: readonly (readonly (string | null)[])[],
  b: readonly (readonly (string | null)[])[],
): boolean =>
  a.length === b.length &&
  a.every((row, i) => row.length === b[i]?.length && row.every((v, j) => v === b[i]?.[j]))

/** Rows returned, or affected where the statement returns none. */
const counted = (r: Rows): number => (r.columns.length > 0 ? r.rows.length : (r.affected ?? 0))

/** Why a statement that succeeded is not what was expected; undefined where it is. */
export const judgeRows = (expect: ScriptExpect, got: Rows): string | undefined => {
  if ('anything' in expect) return undefined
  if ('refused' in expect) {
    return `it should have been refused (${expect.constraint ?? expect.refused.join(' or ')}), but was accepted`
  }
  if ('count' in expect) {
    const n = counted(got)
    return n === expect.count ? undefined : `expected ${plural(expect.count, 'row')}, got ${n}`
  }
  return sameRows(expect.rows, got.rows)
    ? undefined
    : `expected ${shown(expect.rows)}, got ${shown(got.rows)}`
}

/**
 * Why an error is not what was expected; undefined where it is. `untold`: the engine refused, but gave too
 * little to say whether for the right reason.
 */
export const judgeError = (expect: ScriptExpect, error: SqlError): string | 'untold' | undefined => {
  if (error.ended) return `the statement was ended: ${error.message}`
  if (!('refused' in expect)) return error.message
  if (error.sqlstate === undefined) {
    const named = expect.constraint !== undefined && error.constraint === expect.constraint
    return named ? undefined : 'untold'
  }
  if (!expect.refused.includes(error.sqlstate)) {
    return `expected a refusal with ${expect.refused.join(' or ')}, got ${error.sqlstate}: ${error.message}`
  }
  if (expect.constraint === undefined || error.constraint === undefined) return undefined
  return error.constraint === expect.constraint
    ? undefined
    : `expected ${expect.constraint} to refuse, but ${error.constraint} did`
}
