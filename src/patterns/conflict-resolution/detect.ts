import type { Id } from '../../base/index.ts'
import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const at = /^(written_at|lww_(at|timestamp|time)|hlc|last_write(_at)?|modified_on_node_at)$/i
const on = /^(written_on|written_by_node|node(_id)?|origin(_node)?|replica(_id)?|site(_id)?)$/i

const base: Options = {
  strategy: 'last write wins',
  older: 'ignore',
  ahead: '',
  counter: 'views',
  merge: false,
  node: 'app.node',
}

const isTime = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base).startsWith('timestamp')

const latest = (catalog: Catalog, t: Obj<'table'>): readonly Sighting<Options>[] => {
  const columns = columnsOf(catalog, t.id)
  const time = columns.find((c) => at.test(c.name) && isTime(c))
  const node = columns.find((c) => on.test(c.name))
  const watched = objectsOf(catalog, 'trigger').some((x) => x.table === t.id && x.events.includes('update'))
  if (!time || !(node || watched)) return []
  return [
    {
      target: time.table,
      options: base,
      bind: { written_at: time.id, ...(node ? { written_on: node.id } : {}) },
      sure: node && watched ? 0.9 : 0.7,
      because: `${time.name} says when a row was written${node ? `, ${node.name} where` : ''}`,
    },
  ]
}

/** `posts_conflicts` beside `posts`, with a mark for what was decided. */
const both = (catalog: Catalog, c: Obj<'table'>): readonly Sighting<Options>[] => {
  const t = objectsOf(catalog, 'table').find(
    (x) => c.schema === x.schema && c.name.toLowerCase() === `${x.name.toLowerCase()}_conflicts`,
  )
  const decided = columnsOf(catalog, c.id).find((x) =>
    /^(decided|resolved|resolution|status)(_at)?$/i.test(x.name),
  )
  if (!t || !decided) return []
  return [
    {
      target: t.id as Id<'table'>,
      options: { ...base, strategy: 'keep both' },
      bind: {},
      sure: 0.75,
      because: `${c.name} keeps conflicts of ${t.name} with ${decided.name}`,
    },
  ]
}

export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t) => [...latest(catalog, t), ...both(catalog, t)])
