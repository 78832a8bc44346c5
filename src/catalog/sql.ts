import type { Id } from '../base/index.ts'

/**
 * How a reference is written. `name`: the quoted bare name. `qualified`: schema.name for what lives in a
 * schema, table.column for a column. `literal`: the name as a string constant (an enum label, a setting).
 * `regclass`: the qualified name as a string constant for `::regclass` and dynamic SQL.
 */
export type As = 'name' | 'qualified' | 'literal' | 'regclass'

export interface Ref {
  readonly id: Id
  readonly as: As
}

/** Text with holes: `text` has one item more than `refs`. Used for SQL, for names and for messages. */
export interface Template {
  readonly text: readonly string[]
  readonly refs: readonly Ref[]
}

/**
 * An SQL fragment whose references are ids, so a rename carries through.
 * `opaque`: some of the text could not be resolved and may name objects that `refs` does not list.
 * `server`: the form PostgreSQL gave back; where both sides have one, it decides equality.
 */
export interface Sql extends Template {
  readonly opaque?: boolean
  readonly server?: string
}

type Hole = Ref | Template | string | number

const isRef = (h: Ref | Template): h is Ref => (h as Ref).as !== undefined

/** Of every fragment that mentions nothing. */
const none: readonly Ref[] = []

/** Puts a fragment of known size together; the last text is still open. */
class Builder {
  private readonly text: string[]
  private readonly refs: Ref[] | undefined
  private at = 0
  private tail = ''
  private opaque = false
  constructor(holes: number) {
    this.text = new Array<string>(holes + 1)
    this.refs = holes > 0 ? new Array<Ref>(holes) : undefined
  }
  put(s: string): void {
    this.tail += s
  }
  add(h: Hole): void {
    if (typeof h !== 'object') this.tail += h
    else if (isRef(h)) this.ref(h)
    else this.splice(h)
  }
  private ref(r: Ref): void {
    this.text[this.at] = this.tail
    if (this.refs) this.refs[this.at] = r
    this.at++
    this.tail = ''
  }
  private splice({ text, refs, opaque }: Sql): void {
    if (opaque) this.opaque = true
    for (let i = 0; i < refs.length; i++) {
      this.tail += text[i]
      this.ref(refs[i] as Ref)
    }
    this.tail += text[refs.length]
  }
  done(): Sql {
    this.text[this.at] = this.tail
    const { text, refs = none } = this
    return this.opaque ? { text, refs, opaque: true } : { text, refs }
  }
}

const sizeOf = (holes: readonly Hole[]): number => {
  let n = 0
  for (const h of holes) if (typeof h === 'object') n += isRef(h) ? 1 : h.refs.length
  return n
}

/** Template tag. Strings and numbers go in verbatim (quote them first), refs become holes, fragments are spliced. */
export const sql = (strings: TemplateStringsArray, ...holes: readonly Hole[]): Sql => {
  const b = new Builder(sizeOf(holes))
  for (let i = 0; i < strings.length; i++) {
    b.put(strings[i] ?? '')
    const h = holes[i]
    if (h !== undefined) b.add(h)
  }
  return b.done()
}

/** Fragments joined by verbatim text. */
export const joinSql = (parts: readonly Hole[], separator: string): Sql => {
  const b = new Builder(sizeOf(parts))
  for (let i = 0; i < parts.length; i++) {
    if (i > 0) b.put(separator)
    b.add(parts[i] as Hole)
  }
  return b.done()
}

/** A fragment of plain text without references. */
export const rawSql = (text: string, opaque = false): Sql =>
  opaque ? { text: [text], refs: none, opaque } : { text: [text], refs: none }

export const name = (id: Id): Ref => ({ id, as: 'name' })
export const qualified = (id: Id): Ref => ({ id, as: 'qualified' })
export const literal = (id: Id): Ref => ({ id, as: 'literal' })
export const regclass = (id: Id): Ref => ({ id, as: 'regclass' })

/** A string constant that reads the same whatever standard_conforming_strings says. */
export const quoteLiteral = (s: string): string => {
  const body = s.replaceAll("'", "''")
  return s.includes('\\') ? `E'${body.replaceAll('\\', '\\\\')}'` : `'${body}'`
}

/** The fragment's text with each hole filled by `write`. */
export const fill = (t: Template, write: (ref: Ref) => string): string => {
  let out = t.text[0] ?? ''
  for (let i = 0; i < t.refs.length; i++) {
    const r = t.refs[i]
    if (r) out += write(r)
    out += t.text[i + 1] ?? ''
  }
  return out
}

export type Sameness = 'same' | 'different' | 'unknown'

/** Equality as far as it can be known: differing texts without two server forms are *unknown*, never different. */
export const compareSql = (
  a: Sql | undefined,
  b: Sql | undefined,
  sameId: (a: Id, b: Id) => boolean,
): Sameness => {
  if (!a || !b) return a === b ? 'same' : 'different'
  if (a.server !== undefined && b.server !== undefined) return a.server === b.server ? 'same' : 'different'
  const same =
    a.text.length === b.text.length &&
    a.text.every((t, i) => t === b.text[i]) &&
    a.refs.every((r, i) => {
      const s = b.refs[i]
      return s !== undefined && r.as === s.as && sameId(r.id, s.id)
    })
  return same ? 'same' : 'unknown'
}
