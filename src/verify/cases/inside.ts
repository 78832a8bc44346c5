import type { Id } from '../../base/index.ts'
import type { Sql } from '../../catalog/index.ts'
import type { Made } from '../../compile/index.ts'
import type { Known } from '../expr/index.ts'
import { candidates } from '../rows/candidates.ts'
import type { Cell, TableShape } from '../rows/index.ts'
import { checkValue, leftValue } from '../rows/rules.ts'
import { conditionRule } from '../rows/shape.ts'

/** Values that are tried in one column. */
const most = 8

type Values = ReadonlyMap<Id, Known>

/**
 * What a row must hold beside `columns` for a partial index to see it; nothing where it does as it is, or where no
 * such values are found.
 */
export const inside = (
  made: Made,
  shape: TableShape,
  id: Id,
  where: Sql | undefined,
  columns: readonly Id[],
): ReadonlyMap<Id, Cell> => {
  if (!where) return new Map()
  const { catalog } = made
  const rule = conditionRule(shape, id, where)
  const said = rule.tokens.flatMap((t) => (t.t === 'string' || t.t === 'number' ? [t.v] : []))
  const free = rule.columns.flatMap((c) => {
    const known = columns.includes(c) ? undefined : shape.byId.get(c)
    return known && !known.column.generated ? [known] : []
  })
  const holds = (chosen: Values): boolean =>
    checkValue(catalog, shape, rule, (c) => {
      const known = shape.byId.get(c)
      return chosen.get(c) ?? (known && leftValue(catalog, known))
    }) === true
  const search = (chosen: Values, at = 0): Values | undefined => {
    if (holds(chosen)) return chosen
    const column = free[at]
    if (!column) return undefined
    const as = search(chosen, at + 1)
    if (as) return as
    const values = [...said, ...(candidates(catalog, shape, column, 1, false) ?? [])].slice(0, most)
    for (const v of values) {
      const found = search(new Map(chosen).set(column.column.id, v), at + 1)
      if (found) return found
    }
    return undefined
  }
  return new Map([...(search(new Map()) ?? [])].map(([c, value]) => [c, { value }]))
}
