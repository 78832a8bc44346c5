import type { Id } from '../../base/index.ts'
import { mentions, type Obj } from '../../catalog/index.ts'
import type { Made } from '../../compile/index.ts'
import type { SqlError } from '../../engine/index.ts'
import type { Trial } from './blame.ts'

/** The functions that see a row before any constraint does: they may fill it, or refuse it in their own words. */
const lookers = ({ catalog }: Made, table: Id): readonly Obj<'routine'>[] =>
  [...catalog.values()].flatMap((o) => {
    const looks =
      o.kind === 'trigger' &&
      o.table === table &&
      o.timing === 'before' &&
      !o.statement &&
      o.events.includes('insert')
    const routine = looks ? catalog.get(o.routine) : undefined
    return routine?.kind === 'routine' ? [routine] : []
  })

/** The columns that a constraint is about. */
const columnsOf = ({ catalog }: Made, o: Obj): readonly Id[] =>
  mentions(o).filter((id) => catalog.get(id)?.kind === 'column')

/** Whether one of them may write a column that the constraint is about: what is not resolved may name any. */
const mayFill = (made: Made, routines: readonly Obj<'routine'>[], o: Obj): boolean => {
  const columns = new Set(columnsOf(made, o))
  return routines.some((r) => r.body.opaque || r.body.refs.some((ref) => columns.has(ref.id)))
}

/** Values that their column's type cannot hold: such a row comes to no constraint. */
const unfit: ReadonlySet<string | undefined> = new Set(['22001', '22003', '22P02'])

/** What came before the constraint that was to refuse the row; undefined where nothing could. */
export const firstWord = (
  made: Made,
  t: Trial,
  by: Id | undefined,
  error: SqlError | undefined,
): string | undefined => {
  const o = made.catalog.get(t.expected ?? '')
  if (!o) return undefined
  const isColumn = o.kind === 'column'
  if (isColumn && by === t.row.table) return 'for which there is no partition'
  const routines = lookers(made, t.row.table)
  if (!error)
    return (isColumn ? routines.length > 0 : mayFill(made, routines, o)) ? 'which a trigger fills' : undefined
  if (isColumn || by === undefined) return routines.length > 0 ? 'which a trigger refuses first' : undefined
  return unfit.has(error.sqlstate) && columnsOf(made, o).includes(by)
    ? 'which its type refuses first'
    : undefined
}
