import type { Id } from '../../base/index.ts'
import { mentions, type Obj, rawSql } from '../../catalog/index.ts'
import type { DrawnOf } from '../../design/index.ts'
import { type Context, recordFor } from './context.ts'
import { isObject } from './transplant.ts'

const untouched = 'BEGIN\n  RETURN NEW;\nEND'

/** The function that a new trigger comes with: it lets every row through. */
export const triggerRoutine = (x: Context, name: string, schema: Id<'schema'>): DrawnOf<'routine'> => ({
  kind: 'routine',
  id: x.newId(),
  name,
  schema,
  params: [],
  returns: rawSql('trigger'),
  language: 'plpgsql',
  body: rawSql(untouched),
})

/** The function that a trigger came with, once it runs another: as it was made, and needed by nothing else. */
export const spareRoutine = (x: Context, next: DrawnOf<'trigger'>): DrawnOf<'routine'> | undefined => {
  const before = recordFor(x, 'trigger', next.id)?.routine
  if (before === undefined || before === next.routine) return undefined
  const routine = recordFor(x, 'routine', before)
  if (!routine || routine.comment !== undefined || routine.body.text.join('?') !== untouched) return undefined
  for (const r of x.design.records.values())
    if (r.id !== next.id && isObject(r) && mentions(r as Obj).includes(before)) return undefined
  return routine
}
