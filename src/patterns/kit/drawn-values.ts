import type { Id } from '../../base/index.ts'
import { isUserType, type Sql } from '../../catalog/index.ts'
import type { Facts } from '../../compile/api.ts'
import { isByHand } from './by-hand.ts'

const constants = (s: Sql): readonly string[] =>
  [...s.text.join(' ').matchAll(/'((?:[^']|'')*)'/g)].map((m) => (m[1] ?? '').replaceAll("''", "'"))

/** The values of a CHECK constraint on this column alone: `in ('a', 'b')` or `= any (array['a', 'b'])`. */
const ofCheck = (facts: Facts, table: Id, column: Id): readonly string[] => {
  const check = facts
    .of('check', table)
    .find(
      (k) =>
        isByHand(k) &&
        k.expr.refs.length > 0 &&
        k.expr.refs.every((r) => r.id === column) &&
        /\bin\s*\(|=\s*any\s*\(/i.test(k.expr.text.join(' ')),
    )
  return check ? constants(check.expr) : []
}

/** The values that a column is limited to as it was drawn: the labels of its enum, else those that a check lists. */
export const drawnValues = (facts: Facts, table: Id, column: Id): readonly string[] => {
  const type = facts.retyped(column)?.was ?? facts.object('column', column)?.type
  const labels = type && isUserType(type) ? facts.object('enum', type.type)?.labels : undefined
  const present = (labels ?? []).map((l) => l.name)
  return [...new Set(present.length > 0 ? present : ofCheck(facts, table, column))]
}

/** The constant that the column has by default; asked while that is as it was drawn. */
export const defaultValue = (facts: Facts, column: Id): string | undefined => {
  const drawn = facts.object('column', column)?.default
  return drawn && constants(drawn)[0]
}
