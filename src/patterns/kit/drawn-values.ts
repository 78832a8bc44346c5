import type { Id } from '../../base/index.ts'
import { isUserType, type Part, type Sql } from '../../catalog/index.ts'
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

/** The labels of the enum that the column was drawn with. */
const drawnLabels = (facts: Facts, column: Id): readonly Part[] => {
  const type = facts.retyped(column)?.was ?? facts.object('column', column)?.type
  return (type && isUserType(type) && facts.object('enum', type.type)?.labels) || []
}

/** The values that a column is limited to as it was drawn: the labels of its enum, else those that a check lists. */
export const drawnValues = (facts: Facts, table: Id, column: Id): readonly string[] => {
  const labels = drawnLabels(facts, column).map((l) => l.name)
  return [...new Set(labels.length > 0 ? labels : ofCheck(facts, table, column))]
}

/** The label or the constant that the column has by default; asked while that is as it was drawn. */
export const defaultValue = (facts: Facts, column: Id): string | undefined => {
  const drawn = facts.object('column', column)?.default
  const label = drawnLabels(facts, column).find((l) => drawn?.refs.some((r) => r.id === l.id))
  return label?.name ?? (drawn && constants(drawn)[0])
}
