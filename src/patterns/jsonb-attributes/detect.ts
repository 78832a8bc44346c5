import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import type { Options, Path } from './options.ts'

const ginOf = (catalog: Catalog, c: Obj<'column'>): Obj<'index'> | undefined =>
  objectsOf(catalog, 'index').find((i) => i.method === 'gin' && i.elements.some((e) => e.column === c.id))

/** The constraint that keeps the column an object. */
const objectCheck = (catalog: Catalog, c: Obj<'column'>): Obj<'check'> | undefined =>
  objectsOf(catalog, 'check').find((k) => {
    const text = k.expr.server ?? k.expr.text.join(c.name)
    return (
      k.table === c.table && /jsonb_typeof\s*\(/i.test(text) && /'object'/.test(text) && text.includes(c.name)
    )
  })

const pathIn = (text: string): string | undefined => {
  const nested = /#>>\s*'\{([^}']*)\}'/.exec(text)?.[1]
  if (nested !== undefined) return nested.replaceAll('"', '').split(',').join('.')
  return /->>\s*'([^']*)'/.exec(text)?.[1]
}

/** Expression indexes on one value within the column. */
const pathsOf = (catalog: Catalog, c: Obj<'column'>): readonly (readonly [Path, Id])[] =>
  objectsOf(catalog, 'index').flatMap((i): readonly (readonly [Path, Id])[] => {
    const expr = i.table === c.table ? i.elements.find((e) => e.expr)?.expr : undefined
    const text = expr && (expr.server ?? expr.text.join(c.name))
    const path = text?.includes(c.name) ? pathIn(text) : undefined
    if (!text || path === undefined || !/^[\w-]+(\.[\w-]+)*$/.test(path)) return []
    const type = /::numeric\b/i.test(text) ? 'numeric' : /::boolean\b/i.test(text) ? 'boolean' : 'text'
    return [[{ path, type }, i.id]]
  })

/** JSONB columns that have an index into them, or are kept an object. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'column').flatMap((c): readonly Sighting<Options>[] => {
    if (isUserType(c.type) || c.type.base !== 'jsonb' || c.type.dims) return []
    const gin = ginOf(catalog, c)
    const check = objectCheck(catalog, c)
    const paths = pathsOf(catalog, c)
    if (!gin && !check && paths.length === 0) return []
    const ops = gin?.elements.find((e) => e.column === c.id)?.opclass
    return [
      {
        target: c.table,
        options: {
          column: 'attributes',
          paths: paths.map(([p]) => p),
          required: [],
          gin: gin ? (ops === 'jsonb_path_ops' ? 'jsonb_path_ops' : 'default') : 'none',
        },
        bind: {
          column: c.id,
          ...(gin ? { gin: gin.id } : {}),
          ...(check ? { object: check.id } : {}),
          ...Object.fromEntries(paths.map(([p, id]) => [`path:${p.path}`, id])),
        },
        sure: check && (gin || paths.length > 0) ? 0.9 : 0.7,
        because: `${c.name} is JSON that ${gin || paths.length > 0 ? 'queries look into by index' : 'is kept an object'}`,
      },
    ]
  })
