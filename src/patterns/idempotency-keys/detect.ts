import { type Catalog, canonicalTypeName, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

interface Word {
  readonly names: RegExp
  readonly type: string
}
const words: Readonly<Record<string, Word>> = {
  key: { names: /^(idempotency_)?key$|^request_key$/i, type: 'text' },
  scope: { names: /^scope$|^endpoint$|^path$|^client(_id)?$|^operation$/i, type: 'text' },
  request_hash: { names: /^request_(hash|digest|fingerprint)$|^fingerprint$/i, type: 'text' },
  response: { names: /^response(_body)?$|^result$/i, type: 'jsonb' },
  locked_until: { names: /^locked_until$/i, type: 'timestamptz' },
  completed_at: { names: /^(completed|finished)_at$/i, type: 'timestamptz' },
  expires_at: { names: /^expire[sd]_at$/i, type: 'timestamptz' },
  created_at: { names: /^created_at$/i, type: 'timestamptz' },
}

const typed = (c: Obj<'column'>, type: string): boolean =>
  !isUserType(c.type) && canonicalTypeName(c.type.base) === type

/** Is the column a key, alone or with others? */
const unique = (catalog: Catalog, c: Obj<'column'>): boolean =>
  objectsOf(catalog, 'key').some((k) => k.columns.includes(c.id as Obj<'key'>['columns'][number])) ||
  objectsOf(catalog, 'index').some((i) => i.unique === true && i.elements.some((e) => e.column === c.id))

/** A table of unique request keys with what was answered, by the names of its columns. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const columns = columnsOf(catalog, t.id)
    const find = (role: string): Obj<'column'> | undefined =>
      columns.find((c) => words[role]?.names.test(c.name))
    const key = find('key')
    const answered = find('response') ?? find('request_hash')
    if (!key || !answered || !unique(catalog, key)) return []
    if (!/idempoten/i.test(t.name) && !/idempoten/i.test(key.name)) return []
    const bind = Object.fromEntries(
      Object.entries(words).flatMap(([role, w]) => {
        const c = find(role)
        return c && typed(c, w.type) ? [[role, c.id] as const] : []
      }),
    )
    return [
      {
        options: {
          name: /^[a-z_][a-z0-9_]{0,50}$/.test(t.name) ? t.name : 'idempotency_keys',
          lease: '1 minute',
          keep: '1 day',
        },
        bind: { keys: t.id, ...bind },
        sure: find('request_hash') ? 0.9 : 0.7,
        because: `${t.name} keeps what was answered by unique request keys`,
      },
    ]
  })
