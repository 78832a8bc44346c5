import type { Id } from '../../base/index.ts'
import type { Frame, Role } from './frame.ts'
import type { Lookup } from './lookup.ts'
import { chainAt, isName, isWord, opensQuery, type Tok } from './tokens.ts'

const endsFrom = [
  'where',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'fetch',
  'for',
  'window',
  'union',
  'intersect',
  'except',
  'set',
  'returning',
  'values',
  'loop',
  'when',
  'do',
] as const
/** Words that cannot be an alias without AS, though they are not reserved. */
const noAlias = ['set', 'loop', 'values', 'overriding', 'do', 'then', 'using'] as const
const skip: Role = { role: 'skip' }

/** Position inside one query group: the current frame and what FROM and SET expect. */
interface Cursor {
  frame: Frame
  readonly base: Frame | undefined
  /** The frame of the INSERT, UPDATE, DELETE or MERGE, to which RETURNING and ON CONFLICT go back. */
  dml: Frame | undefined
  expect: boolean
  inFrom: boolean
  inSet: boolean
  withList: boolean
  cases: number
}

export class Walker {
  readonly frames: (Frame | undefined)[] = []
  readonly roles = new Map<number, Role>()
  private readonly toks: readonly Tok[]
  private readonly lookup: Lookup
  /** Names that stand for rows of a relation: NEW, OLD, transition tables, row variables. */
  private readonly relations: ReadonlyMap<string, Id>
  constructor(toks: readonly Tok[], lookup: Lookup, relations: ReadonlyMap<string, Id>) {
    this.toks = toks
    this.lookup = lookup
    this.relations = relations
  }

  private newFrame(outer: Frame | undefined, verb: string): Frame {
    return { outer, sources: [], verb }
  }

  /** Walks the whole text. `root` holds what is visible everywhere, such as the columns of a CHECK's table. */
  walk(root: Frame): void {
    this.statements(0, this.toks.length, root, root, new Set())
  }

  private query(from: number, to: number, outer: Frame | undefined, ctes: ReadonlySet<string>): void {
    this.statements(from, to, this.newFrame(outer, ''), outer, new Set(ctes))
  }

  private statements(
    from: number,
    to: number,
    frame: Frame,
    base: Frame | undefined,
    ctes: Set<string>,
  ): void {
    const state = { expect: false, inFrom: false, inSet: false, withList: false, cases: 0 }
    this.range(from, to, { frame, base, dml: undefined, ...state }, ctes, true)
  }

  private range(from: number, to: number, c: Cursor, ctes: Set<string>, top: boolean): void {
    for (let i = from; i < to; ) {
      const t = this.toks[i]
      if (!t) return
      this.frames[i] = c.frame
      if (c.expect && (t.kind === 'name' || t.text === '(') && !isWord(t, 'only', 'lateral'))
        i = this.tableItem(i, c, ctes)
      else if (t.text === '(') i = this.group(i, c, ctes)
      else {
        if (top) this.clause(i, c, ctes)
        else if (isWord(t, 'join')) c.expect = true
        if (isWord(t, 'as')) this.asName(i, from)
        i++
      }
    }
  }

  /** A parenthesis that is not an item of FROM. */
  private group(i: number, c: Cursor, ctes: Set<string>): number {
    const end = this.toks[i]?.pair ?? this.toks.length
    const before = this.toks[i - 1]
    if (opensQuery(this.toks, i)) this.query(i + 1, end, c.withList ? c.base : c.frame, ctes)
    else {
      const targets =
        isWord(before, 'conflict') || (c.inSet && (isWord(before, 'set') || before?.text === ','))
      if (targets) this.targetList(i, end, c.dml?.target)
      this.range(i + 1, end, { ...c, expect: false, inFrom: false, inSet: false }, ctes, false)
    }
    this.frames[end] = c.frame
    return end + 1
  }

  private targetList(open: number, end: number, relation: Id | undefined): void {
    for (let j = open + 1; j < end; j++)
      if (isName(this.toks[j]) && (j === open + 1 || this.toks[j - 1]?.text === ','))
        this.roles.set(j, { role: 'target', relation })
  }

  private start(c: Cursor, verb: string): void {
    c.frame = this.newFrame(c.base, verb)
    c.inFrom = false
    c.inSet = false
    c.withList = false
  }

  private clause(i: number, c: Cursor, ctes: Set<string>): void {
    const t = this.toks[i]
    const before = this.toks[i - 1]
    if (!t || t.quoted || this.toks[i - 1]?.text === '.') return
    const w = t.text
    if (w === 'case') c.cases++
    else if (w === 'end' && c.cases > 0) c.cases--
    if (w === ';' || w === 'begin' || w === 'loop' || ((w === 'then' || w === 'else') && c.cases === 0))
      this.reset(c)
    else if (w === 'with' && !c.inFrom) c.withList = true
    else if (c.withList && isName(t) && this.namesCte(i)) this.cte(i, ctes)
    else if (w === 'select' || w === 'insert' || w === 'delete' || w === 'merge') this.verb(c, w)
    else if (w === 'update' && !isWord(before, 'for', 'do', 'on', 'or', 'key', 'before', 'after', 'then'))
      this.verb(c, w)
    else if (w === 'update' && isWord(before, 'then')) this.verb(c, c.dml?.verb === 'merge' ? 'then' : w)
    else if (w === 'returning' || (w === 'on' && isWord(this.toks[i + 1], 'conflict')))
      c.frame = c.dml ?? c.frame
    else this.tables(i, w, c)
    this.frames[i] = c.frame
    if (endsFrom.some((e) => e === w)) c.inFrom = false
    if (w === 'set') c.inSet = true
    else if (w === 'where' || w === 'from' || w === 'returning') c.inSet = false
    const item = c.inSet && (w === ',' || w === 'set')
    if (item && isName(this.toks[i + 1])) this.roles.set(i + 1, { role: 'target', relation: c.dml?.target })
  }

  private reset(c: Cursor): void {
    if (c.dml?.verb === 'merge' && isWord(this.toks[0], 'merge')) return
    this.start(c, '')
    c.dml = undefined
    c.cases = 0
  }

  private verb(c: Cursor, verb: string): void {
    if (verb === 'then') return
    const fresh = c.frame === c.base || c.frame.verb !== '' || c.frame.sources.length > 0
    if (fresh) this.start(c, verb)
    else c.frame.verb = verb
    c.withList = false
    if (verb === 'select') return
    c.dml = c.frame
    c.expect = verb === 'update'
  }

  private tables(i: number, w: string, c: Cursor): void {
    const before = this.toks[i - 1]
    if (w === 'from' && !(isWord(before, 'distinct') && isWord(this.toks[i - 2], 'is', 'not')))
      c.inFrom = true
    else if (w === 'into' && isWord(before, 'insert', 'merge')) c.inFrom = false
    else if (
      w === 'using' &&
      (c.frame.verb === 'delete' || c.frame.verb === 'merge') &&
      this.toks[i + 1]?.text !== '('
    )
      c.inFrom = true
    else if (w !== 'join' && !(w === ',' && c.inFrom)) return
    c.expect = true
  }

  private namesCte(i: number): boolean {
    const next = this.toks[i + 1]
    const after = next?.text === '(' ? this.toks[next.pair + 1] : next
    return (
      isWord(after, 'as') && (isWord(this.toks[i - 1], 'with', 'recursive') || this.toks[i - 1]?.text === ',')
    )
  }

  private cte(i: number, ctes: Set<string>): void {
    const t = this.toks[i]
    if (t) ctes.add(t.name)
    this.roles.set(i, skip)
    const next = this.toks[i + 1]
    if (next?.text === '(') for (let j = i + 2; j < next.pair; j++) this.roles.set(j, skip)
  }

  /** `cast(x as type)` names a type, any other AS an output column, an alias or a query. */
  private asName(i: number, groupStart: number): void {
    const inCast = this.toks[groupStart - 1]?.text === '(' && isWord(this.toks[groupStart - 2], 'cast')
    if (this.toks[i + 1]?.kind === 'name') this.roles.set(i + 1, inCast ? { role: 'type' } : skip)
  }

  /** An item of FROM, or the table behind UPDATE and INTO. Returns the index behind it and its alias. */
  private tableItem(i: number, c: Cursor, ctes: Set<string>): number {
    c.expect = false
    const t = this.toks[i]
    if (!t) return i + 1
    if (t.text === '(') return this.nestedItem(i, c, ctes)
    const chain = chainAt(this.toks, i)
    const last = chain.at(-1) ?? i
    for (let j = i; j <= last; j++) this.frames[j] = c.frame
    const changes =
      c.dml === c.frame && c.frame.target === undefined && !isWord(this.toks[i - 1], ',', 'join', 'using')
    const insert = c.frame.verb === 'insert'
    if (this.toks[last + 1]?.text === '(' && !insert) return this.functionItem(last, c, ctes)
    const relation = this.tableAt(i, chain, ctes)
    if (changes && relation !== undefined) c.frame.target = relation
    const next = this.alias(last + 1, c, this.toks[last]?.name ?? '', relation)
    const open = this.toks[next]
    if (insert && open?.text === '(' && !opensQuery(this.toks, next))
      this.targetList(next, open.pair, relation)
    return next
  }

  private functionItem(last: number, c: Cursor, ctes: Set<string>): number {
    const end = this.group(last + 1, c, ctes)
    const skipWith =
      isWord(this.toks[end], 'with') && isWord(this.toks[end + 1], 'ordinality') ? end + 2 : end
    return this.alias(skipWith, c, this.toks[last]?.name ?? '', undefined)
  }

  private nestedItem(i: number, c: Cursor, ctes: Set<string>): number {
    const end = this.toks[i]?.pair ?? this.toks.length
    if (opensQuery(this.toks, i)) this.query(i + 1, end, c.frame, ctes)
    else {
      const inner: Cursor = { ...c, expect: true, inFrom: true }
      this.range(i + 1, end, inner, ctes, false)
      return end + 1
    }
    return this.alias(end + 1, c, '', undefined)
  }

  private tableAt(i: number, chain: readonly number[], ctes: ReadonlySet<string>): Id | undefined {
    const names = chain.map((k) => this.toks[k]?.name ?? '')
    const own = names.length === 1 ? this.relations.get(names[0] ?? '') : undefined
    if (names.length === 1 && (own !== undefined || ctes.has(names[0] ?? ''))) {
      this.roles.set(i, skip)
      return own
    }
    const found =
      names.length <= 2
        ? this.lookup.relation(names.at(-1) ?? '', names.length === 2 ? names[0] : undefined)
        : undefined
    this.roles.set(i, found === undefined ? { role: 'stranger' } : { role: 'table', id: found })
    return found
  }

  private alias(i: number, c: Cursor, name: string, relation: Id | undefined): number {
    const as = isWord(this.toks[i], 'as')
    const at = as ? i + 1 : i
    const t = this.toks[at]
    const named = isName(t) && (as || (!isWord(t, ...noAlias) && c.frame.verb !== 'insert'))
    const next = named ? at + 1 : i
    if (named) this.roles.set(at, skip)
    for (let j = i; j < next; j++) this.frames[j] = c.frame
    const list = named && this.toks[next]?.text === '(' ? (this.toks[next]?.pair ?? next) : undefined
    if (list !== undefined) for (let j = next; j <= list; j++) this.roles.set(j, skip)
    const known = relation !== undefined && list === undefined ? { relation } : {}
    c.frame.sources.push({
      name: named ? t.name : name,
      ...known,
      ...(named || this.relations.has(name) ? { alias: true } : {}),
    })
    return list === undefined ? next : list + 1
  }
}
