import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import { selfReferences } from '../kit/tree-detect.ts'
import { newName, type Options } from './options.ts'

const actions = { restrict: 'restrict', cascade: 'cascade', 'set null': 'set null' } as const
const actionOf = (fk: Obj<'fk'>): Options['onDelete'] =>
  fk.onDelete && fk.onDelete in actions ? actions[fk.onDelete as keyof typeof actions] : 'as drawn'

const mentionsAll = (check: Obj<'check'>, names: readonly string[], ids: readonly string[]): boolean =>
  ids.every((id) => check.expr.refs.some((r) => r.id === id)) ||
  names.every((n) => (check.expr.server ?? check.expr.text.join(' ')).includes(n))

/** Tables that reference their own primary key; a name that says parent makes it nearly sure. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  selfReferences(catalog).map((fk): Sighting<Options> => {
    const both = columnsOf(catalog, fk.table).filter(
      (c) => fk.columns.includes(c.id) || fk.refColumns.includes(c.id),
    )
    const self = objectsOf(catalog, 'check').find(
      (k) =>
        k.table === fk.table &&
        /<>|!=/.test(k.expr.server ?? k.expr.text.join('')) &&
        mentionsAll(
          k,
          both.map((c) => c.name),
          both.map((c) => c.id),
        ),
    )
    const named = both.some((c) => /parent|manager|reports_to|belongs_to|above/i.test(c.name))
    const watched = objectsOf(catalog, 'trigger').some(
      (x) => x.table === fk.table && x.events.includes('update'),
    )
    const [parent] = fk.columns
    return {
      target: fk.table,
      options: {
        ...(parent && fk.columns.length === 1 ? { parent } : {}),
        name: newName,
        cycles: watched,
        onDelete: actionOf(fk),
        views: false,
        functions: false,
      },
      bind: self ? { self: self.id } : {},
      sure: named ? 0.9 : 0.6,
      because: `${fk.name} references the table's own primary key`,
    }
  })
