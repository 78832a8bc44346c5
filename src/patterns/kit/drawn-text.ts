import type { Id } from '../../base/index.ts'
import { canonicalTypeName, type DataType, isUserType } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'

const textual: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name'])

const isWords = (facts: Facts, type: DataType | undefined): boolean => {
  if (!type || type.dims) return false
  if (!isUserType(type)) return textual.has(canonicalTypeName(type.base))
  return (
    facts.object('enum', type.type) !== undefined || isWords(facts, facts.object('domain', type.type)?.type)
  )
}

/** Whether the column was drawn to hold words, whatever it has become: text, a domain of it or an enum. */
export const drawnAsWords = (facts: Facts, column: Id): boolean =>
  isWords(facts, facts.retyped(column)?.was ?? facts.object('column', column)?.type)
