import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Ref, rawSql, type Sql } from '../../catalog/index.ts'
import { stringValue } from '../lex.ts'
import { endsOperand, isSyntax } from './context.ts'
import { type Frame, type Role, Walker } from './frames.ts'
import { comparedLabel } from './labels.ts'
import { type Column, enumOf, isCatalogType, type Lookup } from './lookup.ts'
import { chainAt, isName, isWord, type Tok, tokens } from './tokens.ts'

/** What surrounds a text. */
export interface Surroundings {
  /** Sources that are visible everywhere: the table of a CHECK, of a policy, of an index. */
  readonly root: Frame
  /** Names that stand for a row, or for rows, of a relation: NEW, OLD, transition tables. */
  readonly relations: ReadonlyMap<string, Id>
  /** Variables and parameters; those with an id are references. */
  readonly variables: ReadonlyMap<string, Id | undefined>
  /** Column names win over equal variables, as in SQL bodies; in PL/pgSQL that is an error. */
  readonly language: 'sql' | 'plpgsql'
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly by: readonly (Ref | string)[]
}

type Found = { readonly column: Column } | 'none' | 'unsure'

class Resolver {
  private readonly edits: Edit[] = []
  private opaque = false
  /** Type of the operand that ends, or starts, with a token. */
  private readonly typed = new Map<number, Column>()
  /** Labels of enums that the text's columns have; a constant among them may mean one. */
  private readonly labels = new Map<string, Id>()
  private readonly used = new Set<number>()
  private readonly outputs = new Set<string>()
  private readonly walker: Walker
  private readonly text: string
  private readonly toks: readonly Tok[]
  private readonly lookup: Lookup
  private readonly around: Surroundings

  constructor(text: string, toks: readonly Tok[], lookup: Lookup, around: Surroundings) {
    this.text = text
    this.toks = toks
    this.lookup = lookup
    this.around = around
    this.walker = new Walker(toks, lookup, around.relations)
  }

  run(): Sql {
    this.walker.walk(this.around.root)
    for (let i = 0; i < this.toks.length; ) i = this.step(i)
    this.toks.forEach((t, i) => {
      if (t.kind === 'string') this.string(i)
    })
    return this.assemble()
  }

  private assemble(): Sql {
    const parts: (Ref | string)[] = []
    let at = 0
    for (const e of [...this.edits].sort((a, b) => a.from - b.from)) {
      parts.push(this.text.slice(at, e.from), ...e.by)
      at = e.to
    }
    const sql = joinSql([...parts, this.text.slice(at)], '')
    return this.opaque ? { ...sql, opaque: true } : sql
  }

  private edit(first: number, last: number, ...by: readonly (Ref | string)[]): void {
    this.edits.push({ from: this.toks[first]?.from ?? 0, to: this.toks[last]?.to ?? 0, by })
  }

  private unsure(...names: readonly string[]): void {
    if (names.some((n) => this.lookup.knows(n))) this.opaque = true
  }

  private step(i: number): number {
    const t = this.toks[i]
    if (t?.kind !== 'name') return i + 1
    if (this.toks[i - 1]?.text === '.') return i + 1
    if (isWord(t, 'execute') && !isWord(this.toks[i + 1], 'function', 'procedure')) this.opaque = true
    const chain = chainAt(this.toks, i)
    const role = this.walker.roles.get(i)
    if (role) this.byRole(i, chain, role)
    else if (chain.length > 1 || !this.isPlain(i)) this.chain(i, chain)
    return (chain.at(-1) ?? i) + 1
  }

  /** Words that cannot name anything here. */
  private isPlain(i: number): boolean {
    return isSyntax(this.toks, i) || !isName(this.toks[i])
  }

  private names(chain: readonly number[]): readonly string[] {
    return chain.map((k) => this.toks[k]?.name ?? '')
  }

  private byRole(i: number, chain: readonly number[], role: Role): void {
    const names = this.names(chain)
    const last = chain.at(-1) ?? i
    if (role.role === 'skip') this.outputs.add(names[0] ?? '')
    else if (role.role === 'table') this.edit(i, last, names.length > 1 ? qualified(role.id) : name(role.id))
    else if (role.role === 'type') this.type(i, chain)
    else if (role.role === 'target') this.target(i, names, role.relation)
    else if (names.length === 1 || !['pg_catalog', 'information_schema'].includes(names[0] ?? ''))
      this.unsure(...names)
  }

  private target(i: number, names: readonly string[], relation: Id | undefined): void {
    const column = relation === undefined ? undefined : this.lookup.columns(relation)?.get(names[0] ?? '')
    if (column && names.length === 1) this.column(i, i, column, name(column.id))
    else this.unsure(...names)
  }

  private type(i: number, chain: readonly number[]): void {
    const names = this.names(chain)
    const last = chain.at(-1) ?? i
    const [first = '', second] = names
    if (names.length > 2 || (second === undefined && !this.toks[i]?.quoted && isCatalogType(first))) return
    const id = second === undefined ? this.lookup.type(first) : this.lookup.type(second, first)
    if (id !== undefined) this.edit(i, last, second === undefined ? name(id) : qualified(id))
    else this.unsure(...names)
    const of =
      this.toks[i - 1]?.text === '::' ? i - 2 : this.toks[last + 1]?.kind === 'string' ? last + 1 : -1
    if (id !== undefined) this.label(of, this.lookup.labels(id))
  }

  private label(i: number, labels: ReadonlyMap<string, Id> | undefined): void {
    const t = this.toks[i]
    const value = t?.kind === 'string' ? stringValue(t.text) : undefined
    const id = value === undefined ? undefined : labels?.get(value)
    if (id === undefined || this.used.has(i)) return
    this.used.add(i)
    this.edit(i, i, { id, as: 'literal' })
  }

  private chain(i: number, chain: readonly number[]): void {
    const last = chain.at(-1) ?? i
    const before = this.toks[i - 1]
    const after = this.toks[last + 1]
    if (before?.text === '::' || (after?.kind === 'string' && !isWord(before, 'as')))
      return this.type(i, chain)
    if (isWord(before, 'collate')) return
    if (after?.text === '%' && isWord(this.toks[last + 2], 'rowtype', 'type')) return this.rowtype(i, chain)
    if (after?.text === '(') return this.call(i, chain)
    if (chain.length === 1) return this.bare(i)
    this.dotted(i, chain)
  }

  private rowtype(i: number, chain: readonly number[]): void {
    const names = this.names(chain)
    const last = chain.at(-1) ?? i
    const whole = isWord(this.toks[last + 2], 'rowtype')
    const path = whole ? names : names.slice(0, -1)
    const table =
      path.length === 0
        ? undefined
        : this.lookup.relation(path.at(-1) ?? '', path.length > 1 ? path[0] : undefined)
    const column =
      whole || table === undefined ? undefined : this.lookup.columns(table)?.get(names.at(-1) ?? '')
    if (table === undefined || path.length > 2 || (!whole && !column)) return this.unsure(...names)
    const ref = path.length > 1 ? qualified(table) : name(table)
    if (column) this.edit(i, last, ref, '.', name(column.id))
    else this.edit(i, last, ref)
  }

  private call(i: number, chain: readonly number[]): void {
    const [first = '', second] = this.names(chain)
    const id = second === undefined ? this.lookup.routine(first) : this.lookup.routine(second, first)
    if (chain.length > 2 || id === undefined)
      return second === undefined ? this.unsure(first) : this.unsure(second)
    this.edit(i, chain.at(-1) ?? i, second === undefined ? name(id) : qualified(id))
  }

  private columnsOf(relation: Id | undefined): ReadonlyMap<string, Column> | undefined {
    return relation === undefined ? undefined : this.lookup.columns(relation)
  }

  /** The innermost frame that has a column of the name decides; one source of unknown columns makes it unsure. */
  private find(word: string, frame: Frame | undefined): Found {
    for (let f = frame; f; f = f.outer) {
      const found = f.sources.flatMap((s) => this.columnsOf(s.relation)?.get(word) ?? [])
      const blind = f.sources.some((s) => !this.columnsOf(s.relation))
      if (found.length > 1 || (found.length === 1 && blind) || (blind && found.length === 0)) return 'unsure'
      if (found[0]) return { column: found[0] }
    }
    return 'none'
  }

  private column(first: number, last: number, column: Column, ...by: readonly (Ref | string)[]): void {
    this.edit(first, last, ...by)
    this.typed.set(first, column)
    this.typed.set(last, column)
    for (const [label, id] of enumOf(column.type, this.lookup) ?? []) this.labels.set(label, id)
  }

  private bare(i: number): void {
    const t = this.toks[i]
    if (!t) return
    const labelled = endsOperand(this.toks[i - 1]) && !isWord(t, 'end')
    if (labelled) {
      this.outputs.add(t.name)
      return
    }
    const frame = this.walker.frames[i]
    const found = this.find(t.name, frame)
    const variable = this.around.variables.has(t.name)
    if (
      found === 'unsure' ||
      (found !== 'none' && variable && this.around.language === 'plpgsql' && frame !== this.around.root)
    )
      return this.unsure(t.name)
    if (found !== 'none') return this.column(i, i, found.column, name(found.column.id))
    this.lonely(i, t)
  }

  /** A bare name that is no column: a parameter, an output column, a whole row, or something else. */
  private lonely(i: number, t: Tok): void {
    const variable = this.around.variables.get(t.name)
    if (variable !== undefined) return this.edit(i, i, name(variable))
    if (this.around.variables.has(t.name) || this.around.relations.has(t.name) || this.outputs.has(t.name))
      return
    const source = this.sourceNamed(t.name, this.walker.frames[i])
    const table = source && this.lookup.relation(t.name)
    if (table !== undefined && table === source?.relation) return this.edit(i, i, name(table))
    if (!source) this.unsure(t.name)
  }

  private sourceNamed(word: string, frame: Frame | undefined): { readonly relation?: Id } | undefined {
    for (let f = frame; f; f = f.outer) {
      const s = f.sources.find((x) => x.name === word)
      if (s) return s
      if (word === 'excluded' && f.verb === 'insert' && f.target !== undefined) return { relation: f.target }
    }
    const relation = this.around.relations.get(word)
    return relation === undefined ? undefined : { relation }
  }

  /** `alias.column`, `table.column`, `schema.table.column`, `record.column`. */
  private dotted(i: number, chain: readonly number[]): void {
    const names = this.names(chain)
    const [first = '', second = '', third] = names
    const frame = this.walker.frames[i]
    const source = this.sourceNamed(first, frame)
    if (source) return this.fromSource(i, chain, source.relation)
    const table = third === undefined ? undefined : this.lookup.relation(second, first)
    const column = third === undefined ? undefined : this.columnsOf(table)?.get(third)
    if (table !== undefined && column && names.length === 3)
      return this.column(i, chain[2] ?? i, column, qualified(table), '.', name(column.id))
    if (third === undefined && this.around.variables.has(first)) return this.unsure(second)
    this.unsure(...names)
  }

  private fromSource(i: number, chain: readonly number[], relation: Id | undefined): void {
    const [first = '', second = ''] = this.names(chain)
    const column = this.columnsOf(relation)?.get(second)
    if (!column) return this.unsure(second)
    const at = chain[1] ?? i
    const own = this.lookup.relation(first) === relation && !this.aliased(first, i)
    if (own && relation !== undefined) this.edit(i, i, name(relation))
    this.column(at, at, column, name(column.id))
    this.typed.set(i, column)
  }

  /** Whether the name is an alias that was given, rather than the table's own name. */
  private aliased(word: string, i: number): boolean {
    if (this.around.relations.has(word)) return true
    for (let f = this.walker.frames[i]; f; f = f.outer) {
      const s = f.sources.find((x) => x.name === word)
      if (s) return s.alias === true
    }
    return false
  }

  private string(i: number): void {
    if (this.used.has(i)) return
    const labelsAt = (k: number): ReadonlyMap<string, Id> | undefined => {
      const column = this.typed.get(k)
      return column && enumOf(column.type, this.lookup)
    }
    const id = comparedLabel(this.toks, i, labelsAt, labelsAt)
    const value = stringValue(this.toks[i]?.text ?? '')
    if (id !== undefined) this.edit(i, i, { id, as: 'literal' })
    else if (this.toks[i + 1]?.text === '::' && isWord(this.toks[i + 2], 'regclass'))
      this.regclass(i, value ?? '')
    else if (value !== undefined && this.labels.has(value)) this.opaque = true
  }

  /** The constant is written with its schema from here on, so that any new name reads back. */
  private regclass(i: number, value: string): void {
    const inner = tokens(value) ?? []
    const path = inner.length > 0 ? chainAt(inner, 0).map((k) => inner[k]?.name ?? '') : []
    const whole = path.length > 0 && path.length <= 2 && inner.length === 2 * path.length - 1
    const id = whole
      ? this.lookup.relation(path.at(-1) ?? '', path.length > 1 ? path[0] : undefined)
      : undefined
    if (id === undefined) return this.unsure(...path)
    this.edit(i, i, { id, as: 'regclass' })
  }
}

/** Replaces what names objects by references; what may name one but is not sure makes the fragment opaque. */
export const resolveText = (text: string, lookup: Lookup, around: Surroundings): Sql => {
  const toks = tokens(text)
  return toks ? new Resolver(text, toks, lookup, around).run() : rawSql(text, true)
}
