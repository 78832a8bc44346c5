import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options, Who } from './options.ts'
import type { Command } from './who.ts'

const owners = /^(owner|owner_?id|owned_by|user_?id|user_?name|author|author_id|created_by|account_id)$/i

const textOf = (catalog: Catalog, p: Obj<'policy'>): string => {
  const expr = p.using ?? p.check
  if (!expr) return ''
  return (
    expr.server ??
    expr.text.map((t, i) => t + (catalog.get(expr.refs[i]?.id ?? ('' as Id))?.name ?? '')).join('')
  )
}

/** The column that names the owner, in a policy that compares it with the acting person. */
const ownerOf = (catalog: Catalog, p: Obj<'policy'>): Obj<'column'> | undefined => {
  const text = textOf(catalog, p)
  if (!/current_setting\s*\(|current_user|session_user|auth\.uid/i.test(text)) return undefined
  return columnsOf(catalog, p.table).find(
    (c) => owners.test(c.name) && new RegExp(`(^|[^\\w])"?${c.name}"?\\)?(::\\w+)?\\s*=`, 'i').test(text),
  )
}

const covers = (policies: readonly Obj<'policy'>[], command: Command): Who =>
  policies.some((p) => p.command === undefined || p.command === command) ? 'owner' : 'everyone'

/** Tables whose policies compare a column that names a person with who acts. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const all = objectsOf(catalog, 'policy').filter((p) => p.table === t.id)
    const own = all.filter((p) => ownerOf(catalog, p))
    const [first] = own
    const owner = first && ownerOf(catalog, first)
    if (!owner) return []
    return [
      {
        target: owner.table,
        options: {
          column: owner.name,
          read: covers(own, 'select'),
          insert: covers(own, 'insert'),
          update: covers(own, 'update'),
          remove: covers(own, 'delete'),
          admin: '',
        },
        bind: { owner: owner.id },
        sure: 0.85,
        because: `a policy of ${t.name} compares ${owner.name} with who acts`,
      },
    ]
  })
