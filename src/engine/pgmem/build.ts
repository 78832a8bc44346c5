import type { IMemoryDb } from 'pg-mem'
import type { Id } from '../../base/index.ts'
import type { Catalog, Obj } from '../../catalog/index.ts'
import type { Gap, SqlError } from '../types.ts'
import { said, toSqlError } from './errors.ts'
import { unsupported } from './features.ts'
import { limitIntegers } from './integers.ts'
import { verdictOf } from './judge.ts'
import { type Clause, PgMemWriter, type TableText } from './write.ts'

/** Clauses that pg-mem once refused, by their text: not tried again, so that a table with one loads at once. */
export type Refused = Map<string, string>

interface Piece extends Clause {
  /** Text of the column without this source, which may then be NULL. */
  readonly column?: number
}

const isOf =
  <K extends Obj['kind']>(kind: K) =>
  (o: Obj): o is Extract<Obj, { kind: K }> =>
    o.kind === kind

/** Builds the part of a catalog that pg-mem can hold, and says what it could not. */
export class Builder {
  readonly errors: (SqlError & { readonly object?: Id })[] = []
  readonly gaps: Gap[] = []
  private readonly db: IMemoryDb
  private readonly catalog: Catalog
  private readonly writer: PgMemWriter
  private readonly refused: Refused
  /** Indexes of the keys of tables that are made. */
  private readonly indexes = new Set<string>()
  constructor(db: IMemoryDb, catalog: Catalog, leftOut: ReadonlySet<Id>, refused: Refused) {
    this.db = db
    this.catalog = catalog
    this.writer = new PgMemWriter(catalog, leftOut)
    this.refused = refused
  }
  build(): void {
    for (const s of this.all('schema')) if (s.name !== 'public') this.run(s, this.writer.schema(s))
    for (const e of this.all('enum')) this.run(e, this.writer.enum(e))
    for (const t of this.all('table')) this.table(this.writer.table(t))
    for (const x of this.all('index')) this.run(x, this.writer.index(x))
    for (const f of this.all('fk')) this.run(f, this.writer.fk(f))
    this.untilStuck([...this.all('view'), ...this.all('matview')], (v) => this.writer.view(v))
  }
  /** The reference rows, once everything else is there. */
  rows(without: readonly Id[] = []): void {
    this.untilStuck(
      this.all('rows').filter((r) => r.values.length > 0 && r.columns.length > 0 && !without.includes(r.id)),
      (r) => this.writer.rows(r),
    )
  }
  private all<K extends Obj['kind']>(kind: K): readonly Extract<Obj, { kind: K }>[] {
    return [...this.catalog.values()].filter(isOf(kind))
  }
  private attempt(sql: string): unknown {
    try {
      this.db.public.none(sql)
      return undefined
    } catch (e) {
      return e ?? new Error('refused')
    }
  }
  private run(o: Obj, sql: string | undefined): void {
    if (sql === undefined) return
    const e = this.attempt(sql)
    if (e !== undefined) this.report(e, o, sql)
  }
  /** Objects of one kind may need each other: as long as one more succeeds, the others are tried again. */
  private untilStuck<T extends Obj>(objects: readonly T[], write: (o: T) => string): void {
    let rest = objects.map((o) => ({ o, sql: write(o), error: undefined as unknown }))
    for (let before = rest.length + 1; rest.length < before && rest.length > 0; ) {
      before = rest.length
      rest = rest.flatMap((r) => {
        const error = this.attempt(r.sql)
        return error === undefined ? [] : [{ ...r, error }]
      })
    }
    for (const r of rest) this.report(r.error, r.o, r.sql)
  }
  private report(e: unknown, o: Obj, sql: string): void {
    const found = verdictOf(e, o, this.catalog)
    const broken = o.kind === 'rows' && this.gaps.length === 0 ? toSqlError(e, sql, this.catalog) : undefined
    if (found) this.errors.push({ ...found, sql, object: o.id })
    else if (broken?.sqlstate !== undefined) this.errors.push({ ...broken, object: o.id })
    else this.gaps.push(unsupported(o.id, said(e)))
  }
  private text(t: TableText, without: ReadonlySet<Piece>, pieces: readonly Piece[]): string {
    const lost = new Set([...without].map((p) => p.column))
    const columns = t.columns.map((c, i) =>
      lost.has(i) ? c.head : `${c.head}${c.source ? ` ${c.source}` : ''}${c.notNull ? ' not null' : ''}`,
    )
    const constraints = pieces.filter((p) => p.column === undefined && !without.has(p)).map((p) => p.sql)
    return `create table ${t.name} (${[...columns, ...constraints].join(', ')});`
  }
  private table(t: TableText): void {
    const sources = t.columns.flatMap((c, column) =>
      c.source === undefined ? [] : [{ object: c.object, sql: c.source, column }],
    )
    const pieces: readonly Piece[] = [...sources, ...t.constraints]
    const without = new Set(pieces.filter((p) => this.refused.has(p.sql)))
    for (const p of without) this.gaps.push(unsupported(p.object, this.refused.get(p.sql) ?? ''))
    const e = this.attempt(this.text(t, without, pieces))
    const made = e === undefined || this.piecewise(t, pieces, without, e)
    if (!made) return
    for (const p of pieces) if (p.index !== undefined) this.indexes.add(p.index)
    limitIntegers(this.db, this.catalog.get(t.table.schema)?.name, t.table.name, t.drawn)
  }
  /** Of a table that it refuses, pg-mem keeps the indexes. */
  private sweep(pieces: readonly Piece[]): void {
    for (const { index } of pieces)
      if (index !== undefined && !this.indexes.has(index)) this.attempt(`drop index ${index};`)
  }
  /**
   * Finds what the table cannot be made with, by making it without everything and adding one piece at a time: sources
   * by making it again, before it has keys, whose names would stay; constraints to what is there. False where even the
   * bare table is refused.
   */
  private piecewise(
    t: TableText,
    pieces: readonly Piece[],
    known: ReadonlySet<Piece>,
    first: unknown,
  ): boolean {
    this.sweep(pieces)
    const without = new Set(pieces)
    const bare = this.attempt(this.text(t, without, pieces))
    if (bare !== undefined) {
      this.report(first, t.table, this.text(t, known, pieces))
      return false
    }
    for (const p of pieces) {
      if (known.has(p)) continue
      const e =
        p.column === undefined
          ? this.attempt(`alter table ${t.name} add ${p.sql};`)
          : this.source(t, p, without, pieces)
      if (e !== undefined) this.refusedPiece(p, e)
    }
    return true
  }
  /** Makes the table anew with one source more, or without it where that is refused. */
  private source(t: TableText, p: Piece, without: Set<Piece>, pieces: readonly Piece[]): unknown {
    without.delete(p)
    this.attempt(`drop table ${t.name};`)
    const e = this.attempt(this.text(t, without, pieces))
    if (e === undefined) return undefined
    without.add(p)
    this.attempt(this.text(t, without, pieces))
    return e
  }
  private refusedPiece(p: Piece, e: unknown): void {
    const o = this.catalog.get(p.object)
    if (!o) return
    const before = this.errors.length
    this.report(e, o, p.sql)
    // Unknown words stay unknown; a wrong column may be right in the next table.
    if (this.errors.length === before && /Syntax error|not supported|^function/.test(said(e)))
      this.refused.set(p.sql, said(e))
  }
}
