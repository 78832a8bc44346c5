import type { Id } from '../base/index.ts'
import type { Obj } from '../catalog/index.ts'
import { type Design, type RecordOf, recordsOf, removal } from '../design/index.ts'
import { switchOff } from './issue.ts'
import { label } from './label.ts'
import type { Redraw } from './redraws.ts'
import { sameColumns } from './same-columns.ts'
import type { DraftIssue } from './world.ts'

/** References that no other key bears. */
const borneBy = (design: Design, key: Id): readonly RecordOf<'fk'>[] => {
  const keys = recordsOf(design, 'key')
  return recordsOf(design, 'fk').filter((f) => {
    const bears = keys.filter((k) => k.table === f.references && sameColumns(k.columns, f.refColumns))
    return bears.length === 1 && bears[0]?.id === key
  })
}

const deletion =
  ({ id, kind }: Obj): Redraw =>
  (design) => {
    const borne = kind === 'key' ? borneBy(design, id) : []
    return [
      {
        label: `Delete the ${label(kind)}${borne.length > 0 ? ' and what references it' : ''}`,
        changes: [id, ...borne.map((f) => f.id)].map(removal),
      },
    ]
  }

/** Ways out of what is wrong with an object, the last of them: a drawn one can be deleted, a pattern's goes with its pattern. */
export const ridOf = (o: Obj, ...first: readonly Redraw[]): Pick<DraftIssue, 'use' | 'redraws'> => {
  const { why } = o
  return why
    ? { use: why.use, redraws: [...first, () => [switchOff(why.use)]] }
    : { redraws: [...first, deletion(o)] }
}
