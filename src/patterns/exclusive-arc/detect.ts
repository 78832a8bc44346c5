import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options, Parent } from './options.ts'

const shown = (catalog: Catalog, check: Obj<'check'>): string =>
  check.expr.server ??
  check.expr.text.map((t, i) => t + (catalog.get(check.expr.refs[i]?.id ?? ('' as Id))?.name ?? '')).join('')

/** Nullable references of the table whose columns the check mentions. */
const armsIn = (catalog: Catalog, check: Obj<'check'>): readonly Obj<'fk'>[] => {
  const text = shown(catalog, check)
  const mentioned = columnsOf(catalog, check.table).filter(
    (c) => !c.notNull && new RegExp(`(^|[^\\w])"?${c.name.replace(/[^\w]/g, '\\$&')}"?([^\\w]|$)`).test(text),
  )
  return objectsOf(catalog, 'fk').filter(
    (f) => f.table === check.table && f.columns.some((c) => mentioned.some((m) => m.id === c)),
  )
}

/** One of `num_nonnulls(a, b) = 1`, or a sum of `(a is not null)::int`. */
const countOf = (text: string): Options['exactly'] | undefined => {
  const flat = text.replace(/\s+/g, ' ')
  const counts = /num_nonnulls\s*\(/i.test(flat) || /is not null\)+::int/i.test(flat)
  if (!counts) return undefined
  if (/<= ?1\b/.test(flat) || /< ?2\b/.test(flat)) return 'at most one'
  return /= ?1\b/.test(flat) ? 'one' : undefined
}

const actions = { restrict: 'restrict', cascade: 'cascade', 'set null': 'set null' } as const
const actionOf = (fk: Obj<'fk'>): Parent['onDelete'] =>
  fk.onDelete && fk.onDelete in actions ? actions[fk.onDelete as keyof typeof actions] : 'no action'

/** Tables with a check that counts non-null references. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'check').flatMap((check): readonly Sighting<Options>[] => {
    const exactly = countOf(shown(catalog, check))
    const arms = exactly ? armsIn(catalog, check) : []
    if (!exactly || arms.length < 2) return []
    const roles = arms.flatMap((f) =>
      f.columns.map((c, i): readonly [string, Id] => [`${f.references}:${f.refColumns[i] ?? ''}`, c]),
    )
    return [
      {
        target: check.table,
        options: { exactly, parents: arms.map((f) => ({ table: f.references, onDelete: actionOf(f) })) },
        bind: {
          check: check.id,
          ...Object.fromEntries(roles),
          ...Object.fromEntries(arms.map((f) => [`fk:${f.references}`, f.id])),
        },
        sure: 0.95,
        because: `${check.name} counts ${arms.length} references`,
      },
    ]
  })
