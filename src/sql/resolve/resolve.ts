import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, type Ref, rawSql, type Sql } from '../../catalog/index.ts'
import { stringValue } from '../lex.ts'
import { endsOperand, isConstant, isSyntax } from './context.ts'
import type { Role, Source } from './frame.ts'
import { Walker } from './frames.ts'
import { comparedLabel } from './labels.ts'
import { type Column, enumOf, isCatalogType, type Lookup } from './lookup.ts'
import { chainAt, isName, isWord, type Tok, tokens } from './tokens.ts'
import { type Surroundings, Visible } from './visible.ts'

interface Edit {
  readonly from: number
  readonly to: number
  readonly by: readonly (Ref | string)[]
}

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
  private readonly visible: Visible
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
    this.visible = new Visible(lookup, around)
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
    const rowtype = after?.text === '%' && isWord(this.toks[last + 2], 'rowtype', 'type')
    if (isWord(before, 'collate')) return
    if (before?.text === '::' || after?.kind === 'string') this.type(i, chain)
    else if (rowtype) this.rowtype(i, chain)
    else if (after?.text === '(') this.call(i, chain)
    else if (chain.length === 1) this.bare(i)
    else this.dotted(i, chain)
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
    if (table === undefined || path.length > 2 || (!whole && !column)) {
      this.unsure(...names)
      return
    }
    const ref = path.length > 1 ? qualified(table) : name(table)
    if (column) this.edit(i, last, ref, '.', name(column.id))
    else this.edit(i, last, ref)
  }

  private call(i: number, chain: readonly number[]): void {
    const [first = '', second] = this.names(chain)
    const id = second === undefined ? this.lookup.routine(first) : this.lookup.routine(second, first)
    if (chain.length > 2 || id === undefined) this.unsure(second ?? first)
    else this.edit(i, chain.at(-1) ?? i, second === undefined ? name(id) : qualified(id))
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
    if (endsOperand(this.toks[i - 1])) {
      this.outputs.add(t.name)
      if (!this.surelyOperand(i - 1)) this.unsure(t.name)
      return
    }
    const found = this.visible.column(t.name, this.walker.frames[i])
    if (found === 'unsure') this.unsure(t.name)
    else if (found === 'none') this.lonely(i, t)
    else this.column(i, i, found, name(found.id))
  }

  /** A word that was not recognised may as well be syntax, behind which a name is no label. */
  private surelyOperand(i: number): boolean {
    const t = this.toks[i]
    return t?.kind !== 'name' || t.quoted || this.typed.has(i) || isConstant(t)
  }

  /** A bare name that is no column: a parameter, an output column, a whole row, or something else. */
  private lonely(i: number, t: Tok): void {
    const variable = this.around.variables.get(t.name)
    if (variable !== undefined) {
      this.edit(i, i, name(variable))
      return
    }
    if (this.around.variables.has(t.name) || this.around.relations.has(t.name) || this.outputs.has(t.name))
      return
    const source = this.visible.source(t.name, this.walker.frames[i])
    if (!source) this.unsure(t.name)
    else if (source.relation !== undefined && !source.alias) this.edit(i, i, name(source.relation))
  }

  /** `alias.column`, `table.column`, `schema.table.column`, `record.column`. */
  private dotted(i: number, chain: readonly number[]): void {
    const names = this.names(chain)
    const [first = '', second = '', third] = names
    const source = this.visible.source(first, this.walker.frames[i])
    const table = third === undefined ? undefined : this.lookup.relation(second, first)
    const column = this.visible.columnsOf(table)?.get(third ?? '')
    if (source) this.fromSource(i, chain, source)
    else if (table !== undefined && column && names.length === 3)
      this.column(i, chain[2] ?? i, column, qualified(table), '.', name(column.id))
    else if (third === undefined && this.around.variables.has(first)) this.unsure(second)
    else this.unsure(...names)
  }

  private fromSource(i: number, chain: readonly number[], source: Source): void {
    const second = this.names(chain)[1] ?? ''
    const column = this.visible.columnsOf(source.relation)?.get(second)
    if (source.relation !== undefined && !source.alias) this.edit(i, i, name(source.relation))
    if (column) this.column(chain[1] ?? i, chain[1] ?? i, column, name(column.id))
    else this.unsure(second)
    if (column) this.typed.set(i, column)
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
    if (id === undefined) {
      this.unsure(...path)
      return
    }
    this.edit(i, i, { id, as: 'regclass' })
  }
}

/** Replaces what names objects by references; what may name one but is not sure makes the fragment opaque. */
export const resolveText = (text: string, lookup: Lookup, around: Surroundings): Sql => {
  const toks = tokens(text)
  return toks ? new Resolver(text, toks, lookup, around).run() : rawSql(text, true)
}
