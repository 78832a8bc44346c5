import type { Id } from '../base/index.ts'
import { type Catalog, type Obj, partsOf, quoteLiteral, type Ref, type Template } from '../catalog/index.ts'
import { catalogTypes } from './keywords.ts'
import { type Once, onceIn } from './once.ts'
import { quoteIdent } from './quote.ts'

/** A named part (enum label, view column, parameter, domain check) with the object that holds it. */
interface Held {
  readonly name: string
  readonly of: Obj
}

/** Finds objects by id and writes their names. Asking for an id that the catalog does not hold is a bug. */
export interface Names {
  readonly catalog: Catalog
  /** The object, or the one whose part has the id. */
  object(id: Id): Obj
  /** The name as it is, unquoted. */
  name(id: Id): string
  /** The name as an identifier. */
  quoted(id: Id): string
  /** A reference in the form that it asks for. `number` is that of its id, if these names go by numbers. */
  write(ref: Ref, number?: number): string
  /** As DDL writes it for people: without the schema where that is public and nothing built in hides it. */
  short(id: Id): string
  /** The schema of what the extension has, quoted, where a bare name does not find it. */
  home(extension: string): string | undefined
}

const dangling = (id: Id): never => {
  throw new Error(`the catalog does not hold ${id}`)
}

const schemaOf = (o: Obj): Id | undefined => ('schema' in o && o.kind !== 'extension' ? o.schema : undefined)

/** Whether a bare name in a search path of `public` may mean something of pg_catalog instead. */
const hidden = (o: Obj): boolean => {
  if (o.kind === 'routine') return true
  if (o.kind === 'enum' || o.kind === 'domain') return catalogTypes.has(o.name) || /^(_|pg_)/.test(o.name)
  return o.name.startsWith('pg_')
}

/** By the name of an extension the schema of what it has, quoted, where a bare name does not find it. */
export type Homes = ReadonlyMap<string, string>

export const homesOf = (objects: Iterable<Obj>, catalog: Catalog): Homes => {
  const homes = new Map<string, string>()
  for (const o of objects) {
    const schema = o.kind === 'extension' && o.schema !== undefined ? catalog.get(o.schema) : undefined
    if (schema && schema.name !== 'public') homes.set(o.name, quoteIdent(schema.name))
  }
  return homes
}

/** Names of a catalog. Parts are indexed once, everything else is looked up; `homes`, if someone has them. */
export const namesOf = (catalog: Catalog, once: Once = onceIn(catalog), homes?: Homes): Names => {
  let parts: Map<Id, Held> | undefined
  const held = (id: Id): Held => {
    if (!parts) {
      parts = new Map()
      for (const o of catalog.values()) for (const p of partsOf(o)) parts.set(p.id, { name: p.name, of: o })
    }
    return parts.get(id) ?? dangling(id)
  }
  const object = (id: Id): Obj => catalog.get(id) ?? held(id).of
  const name = (id: Id): string => catalog.get(id)?.name ?? held(id).name
  const quoted = once((id, o) => quoteIdent(o ? o.name : held(id).name))
  const inSchema = (o: Obj, schema: Id): string => `${quoted(schema)}.${quoteIdent(o.name)}`
  const ofTable = (table: Id): string => {
    const schema = schemaOf(object(table))
    return schema ? `${quoted(schema)}.` : ''
  }
  const qualified = once((id, o) => {
    if (!o) return qualifiedPart(held(id))
    if (o.kind === 'column') return `${quoted(o.table)}.${quoteIdent(o.name)}`
    if (o.kind === 'index') return ofTable(o.table) + quoteIdent(o.name)
    const schema = schemaOf(o)
    return schema ? inSchema(o, schema) : quoteIdent(o.name)
  })
  const qualifiedPart = (p: Held): string =>
    p.of.kind === 'enum'
      ? `${quoteLiteral(p.name)}::${qualified(p.of.id)}`
      : `${quoteIdent(p.of.name)}.${quoteIdent(p.name)}`
  const short = once((id, found) => {
    const o = found ?? held(id).of
    const schema = schemaOf(o)
    return schema && (name(schema) !== 'public' || hidden(o)) ? inSchema(o, schema) : quoteIdent(o.name)
  })
  const write = (r: Ref, number?: number): string => {
    if (r.as === 'name') return quoted(r.id, number)
    if (r.as === 'qualified') return qualified(r.id, number)
    return quoteLiteral(r.as === 'literal' ? name(r.id) : qualified(r.id, number))
  }
  let found = homes
  const home = (extension: string): string | undefined => {
    found ??= homesOf(catalog.values(), catalog)
    return found.get(extension)
  }
  return { catalog, object, name, quoted, write, short, home }
}

/** The numbers of what a fragment mentions, one after the other. */
export interface Numbers {
  readonly items: Int32Array
  readonly from: number
}

/** The fragment's texts and between them its references, as they are written. */
export const piecesOf = ({ text, refs }: Template, names: Names, numbers?: Numbers): string[] => {
  const pieces = new Array<string>(2 * refs.length + 1)
  pieces[0] = text[0] ?? ''
  for (let i = 0; i < refs.length; i++) {
    const r = refs[i]
    pieces[2 * i + 1] = r ? names.write(r, numbers?.items[numbers.from + i]) : ''
    pieces[2 * i + 2] = text[i + 1] ?? ''
  }
  return pieces
}

/** The fragment as text. This is also what people edit: resolving it again gives the same references. */
export const render = (t: Template, names: Names): string =>
  // Joined at once: adding piece to piece leaves a tree of all of them behind.
  t.refs.length === 0 ? (t.text[0] ?? '') : piecesOf(t, names).join('')
