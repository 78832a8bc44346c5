import { type BuiltIn, type Catalog, isUserType, type Obj } from '../../catalog/index.ts'
import type { SqlError } from '../types.ts'
import { said } from './errors.ts'

/**
 * pg-mem fails on much that PostgreSQL takes, so on loading its refusal counts only where the catalog itself shows
 * the same fault. Everything else becomes a gap of the object.
 */
type Found = Pick<SqlError, 'sqlstate' | 'message'> | undefined

const relationKinds: ReadonlySet<string> = new Set(['table', 'view', 'matview', 'index', 'key', 'exclusion'])

const schemaOf = (o: Obj, catalog: Catalog): string | undefined => {
  if ('schema' in o && o.schema !== undefined) return o.schema
  const table = 'table' in o ? catalog.get(o.table) : undefined
  return table && 'schema' in table ? table.schema : undefined
}

/** Objects that share the namespace of tables, or that of types, and the name. */
const sharesName = (o: Obj, catalog: Catalog): boolean =>
  [...catalog.values()].some(
    (x) =>
      x.id !== o.id &&
      x.name === o.name &&
      relationKinds.has(x.kind) === relationKinds.has(o.kind) &&
      (relationKinds.has(o.kind) || x.kind === o.kind) &&
      schemaOf(x, catalog) === schemaOf(o, catalog),
  )

const duplicate = (o: Obj, catalog: Catalog, text: string): Found => {
  if (!/already exists/.test(text) || !sharesName(o, catalog)) return undefined
  if (relationKinds.has(o.kind)) return { sqlstate: '42P07', message: `relation "${o.name}" already exists` }
  return o.kind === 'enum' ? { sqlstate: '42710', message: `type "${o.name}" already exists` } : undefined
}

const columnsOf = (o: Obj, catalog: Catalog): readonly Obj<'column'>[] => {
  const table = o.kind === 'table' ? o.id : 'table' in o ? o.table : undefined
  return [...catalog.values()].filter((x): x is Obj<'column'> => x.kind === 'column' && x.table === table)
}

const sameColumnTwice = (o: Obj, catalog: Catalog, text: string): Found => {
  const name = /^Column "(.*)" already exists/.exec(text)?.[1]
  const twice = columnsOf(o, catalog).filter((c) => c.name === name).length > 1
  return twice ? { sqlstate: '42701', message: `column "${name}" specified more than once` } : undefined
}

const tableName = (o: Obj, catalog: Catalog): string | undefined =>
  'table' in o ? catalog.get(o.table)?.name : undefined

const missingColumn = (o: Obj, catalog: Catalog, text: string): Found => {
  const name = /^column "(.*)" does not exist/.exec(text)?.[1]
  if (name === undefined || (o.kind !== 'check' && o.kind !== 'index' && o.kind !== 'column'))
    return undefined
  const bare = name.split('.').at(-1) ?? name
  if (
    bare === tableName(o, catalog) ||
    columnsOf(o, catalog).some((c) => c.name.toLowerCase() === bare.toLowerCase())
  )
    return undefined
  return { sqlstate: '42703', message: text }
}

const missingRelation = (o: Obj, catalog: Catalog, text: string): Found => {
  const name = /^relation "(.*)" does not exist/.exec(text)?.[1]
  if (name === undefined || (o.kind !== 'view' && o.kind !== 'matview') || name.startsWith('pg_'))
    return undefined
  const some = [...catalog.values()].some(
    (x) =>
      ['table', 'view', 'matview', 'routine'].includes(x.kind) && x.name.toLowerCase() === name.toLowerCase(),
  )
  return some ? undefined : { sqlstate: '42P01', message: text }
}

const isKeyOf = (x: Obj, fk: Obj<'fk'>): boolean => {
  const columns =
    x.kind === 'key' ? x.columns : x.kind === 'index' ? x.elements.map((e) => e.column ?? '') : []
  return (
    'table' in x &&
    x.table === fk.references &&
    [...columns].sort().join() === [...fk.refColumns].sort().join()
  )
}

const noKey = (o: Obj, catalog: Catalog, text: string): Found => {
  if (o.kind !== 'fk' || !/^there is no unique constraint/.test(text)) return undefined
  return [...catalog.values()].some((x) => isKeyOf(x, o)) ? undefined : { sqlstate: '42830', message: text }
}

const families: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bigint: 'number',
    integer: 'number',
    smallint: 'number',
    numeric: 'number',
    real: 'number',
    'double precision': 'number',
    text: 'text',
    varchar: 'text',
    char: 'text',
    citext: 'text',
    uuid: 'uuid',
    boolean: 'boolean',
    date: 'time',
    timestamp: 'time',
    timestamptz: 'time',
  }),
)
const familyOf = (t: BuiltIn): string | undefined => (t.dims ? undefined : families.get(t.base))

const mismatch = (o: Obj, catalog: Catalog, text: string): Found => {
  if (o.kind !== 'fk' || !/column type mismatch/.test(text)) return undefined
  const family = (id: string | undefined): string | undefined => {
    const c = id === undefined ? undefined : catalog.get(id)
    return c?.kind === 'column' && !isUserType(c.type) ? familyOf(c.type) : undefined
  }
  const differ = o.columns.some((id, i) => {
    const [a, b] = [family(id), family(o.refColumns[i])]
    return a !== undefined && b !== undefined && a !== b
  })
  return differ
    ? {
        sqlstate: '42804',
        message: `foreign key constraint "${o.name}" cannot be implemented: the types differ`,
      }
    : undefined
}

const judges = [duplicate, sameColumnTwice, missingColumn, missingRelation, noKey, mismatch]

/** PostgreSQL's verdict where it is certain from pg-mem's refusal and the catalog; undefined for a mere gap. */
export const verdictOf = (e: unknown, o: Obj, catalog: Catalog): Found => {
  const text = said(e)
  for (const judge of judges) {
    const found = judge(o, catalog, text)
    if (found) return found
  }
  return undefined
}
