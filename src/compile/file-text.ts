import type { Id } from '../base/index.ts'
import { fill, type Obj, quoteLiteral, type Ref, type Template } from '../catalog/index.ts'

type Say = (id: Id) => string

const ident = (s: string): string => `"${s.replaceAll('"', '""')}"`

const qualified = (objects: ReadonlyMap<Id, Obj>, say: Say, id: Id): string => {
  const o = objects.get(id)
  const owner =
    o && 'schema' in o && o.kind !== 'extension' ? o.schema : o?.kind === 'column' ? o.table : undefined
  return owner === undefined ? ident(say(id)) : `${ident(say(owner))}.${ident(say(id))}`
}

/** A string constant in the file's own language. */
const constant = (path: string): ((s: string) => string) =>
  /\.[jt]s(on)?$/.test(path) ? JSON.stringify : quoteLiteral

/** A name within a line of Markdown: it ends no line and begins nothing. */
const inLine = (s: string): string =>
  s.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\\`*[\]<>#|]/g, '\\$&')

/**
 * The text of a companion file. Names are written as SQL where the reference asks for more than the bare name, and
 * in a file of SQL; elsewhere as people read them. Constants are those of the file's language.
 */
export const fileText = (path: string, text: Template, objects: ReadonlyMap<Id, Obj>, say: Say): string => {
  const write = (r: Ref): string => {
    if (r.as === 'qualified') return qualified(objects, say, r.id)
    if (r.as === 'literal') return constant(path)(say(r.id))
    if (r.as === 'regclass') return constant(path)(qualified(objects, say, r.id))
    if (path.endsWith('.sql')) return ident(say(r.id))
    return path.endsWith('.md') ? inLine(say(r.id)) : say(r.id)
  }
  return fill(text, write)
}
