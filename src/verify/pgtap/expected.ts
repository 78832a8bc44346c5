import { quoteLiteral } from '../../catalog/index.ts'
import type { ScriptExpect } from '../types.ts'

/** A row as PostgreSQL prints a record. */
const recordText = (row: readonly (string | null)[]): string => {
  const items = row.map((v) => {
    if (v === null) return ''
    if (v !== '' && !/["\\(),\s]/.test(v)) return v
    return `"${v.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
  })
  return `(${items.join(',')})`
}

const escapeRegex = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One line of text without what a TAP reader takes for a directive. */
export const description = (s: string): string => s.replace(/\s+/g, ' ').replaceAll('#', '\\#')

/** Which function runs a statement of this expectation; undefined where its outcome does not matter. */
export const runner = (e: ScriptExpect): 'rows_of' | 'count_of' | undefined =>
  'anything' in e ? undefined : 'rows' in e ? 'rows_of' : 'count_of'

/** The assertion about the outcome kept in a psql variable; undefined where it does not matter. */
export const assertion = (e: ScriptExpect, variable: string, what: string): string | undefined => {
  if ('anything' in e) return undefined
  const got = `:'${variable}'::text`
  const about = quoteLiteral(description(what))
  if ('refused' in e) {
    const by = e.constraint === undefined ? '' : `( by ${escapeRegex(e.constraint)})?: `
    return `select matches(${got}, ${quoteLiteral(`^refused (${e.refused.map(escapeRegex).join('|')})${by}`)}, ${about});`
  }
  const expected = 'count' in e ? `rows: ${e.count}` : e.rows.map(recordText).join('\n') || 'no rows'
  return `select is(${got}, ${quoteLiteral(expected)}, ${about});`
}
