import type { Id } from '../../base/index.ts'
import { name, type Obj, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, Value } from '../../compile/api.ts'
import { type Bounds, boundsIn } from './bounds.ts'
import { constant, partitionsOf, reads, storedIn, tidy } from './partition.ts'
import { app, insert, key, owner, proof, refused, rows, run, stmt } from './proof.ts'
import { baseOf, holdsNumber, type RangeUse } from './range-plan.ts'
import { dateOf, type Span, spans, stepOf } from './spans.ts'

interface Ground {
  readonly table: Id<'table'>
  readonly column: Id<'column'>
  readonly first: Obj<'partition'>
  readonly rest: Obj<'partition'> | undefined
  /** A value of the column inside the first partition, as its constant. */
  readonly inside: string
  /** Where the last partition ends. */
  readonly end: string
  readonly bounds: Bounds
  /** The numbers come from the server, which refuses every other. */
  readonly counted: boolean
}

const text = (s: Sql | undefined): string => (s?.text[0] ?? '').replaceAll("'", '')

/** The least value in the partition that the checks let the column have; undefined where they let it have none. */
const insideOf = (use: RangeUse, p: Obj<'partition'>, bounds: Bounds): string | undefined => {
  const from = text(p.from?.[0])
  if (use.options.by === 'time') return from
  const least = Math.max(Number(from), bounds.least)
  return least < Number(text(p.to?.[0])) && least <= bounds.most ? String(least) : undefined
}

const groundOf = (use: RangeUse, made: Made): Ground | undefined => {
  const t = made.catalog.get(use.table)
  const column = t?.kind === 'table' ? t.partitionBy?.keys[0]?.column : undefined
  const own = partitionsOf(made.catalog, use.table).filter((p) => p.why?.use === use.id)
  const ranged = own.filter((p) => p.from && p.to)
  const c = column && made.catalog.get(column)
  const last = ranged.find((p) => !ranged.some((q) => text(q.from?.[0]) === text(p.to?.[0])))
  if (c?.kind !== 'column' || !last) return undefined
  const bounds = boundsIn(made.catalog, c)
  // One after the other, beginning with the one that follows no other.
  const order = (p: Obj<'partition'>): readonly Obj<'partition'>[] => {
    const next = ranged.find((q) => text(q.from?.[0]) === text(p.to?.[0]))
    return next ? [p, ...order(next)] : [p]
  }
  const begins = ranged.find((p) => !ranged.some((q) => text(q.to?.[0]) === text(p.from?.[0])))
  const first = begins && order(begins).find((p) => insideOf(use, p, bounds) !== undefined)
  const inside = first && insideOf(use, first, bounds)
  if (!first || inside === undefined) return undefined
  return {
    table: use.table,
    column: c.id,
    first,
    rest: own.find((p) => !p.from),
    inside,
    end: text(last.to?.[0]),
    bounds,
    counted: c.identity === 'always',
  }
}

const typeOf = (use: RangeUse): string => (use.options.by === 'time' ? 'timestamptz' : 'bigint')

/**
 * The end of what is made, some steps on: a constant, so that the row's other values can be chosen to go with it. Past
 * the year 9999 the server counts.
 */
const beyond = (use: RangeUse, g: Ground, steps: number): string | Sql => {
  const { by, every, width } = use.options
  if (by !== 'time') return String(Number(g.end) + steps * width)
  const from = dateOf(g.end.slice(0, 10))
  const then = from && spans(from, every, steps + 1)[steps]?.from
  return then && dateOf(then)
    ? then + g.end.slice(10)
    : rawSql(`(timestamptz '${g.end}' + ${steps} * interval '${stepOf[every]}')`)
}
const asSql = (use: RangeUse, value: string | Sql): Sql =>
  typeof value === 'string' ? rawSql(`${typeOf(use)} '${value}'`) : value

const at = (g: Ground, value: Value): { readonly [column: string]: Value } => ({ [g.column]: value })

const routing = (use: RangeUse, g: Ground): Proof =>
  proof(
    use,
    'routing',
    sql`A row of ${name(g.table)} is stored in the partition of its ${name(g.column)}.`,
    [g.first.id],
    app(insert(g.table, 'a', at(g, g.inside))),
    app(storedIn(g.table, [key('a')], g.first.id)),
  )

const pruning = (use: RangeUse, g: Ground): Proof =>
  proof(
    use,
    'pruning',
    sql`A query for one ${name(g.column)} of ${name(g.table)} reads one partition.`,
    [g.first.id],
    owner(
      reads(sql`select * from ${qualified(g.table)} where ${name(g.column)} = ${constant(g.inside)}`, [
        g.first.id,
      ]),
    ),
  )

const ahead = (use: RangeUse, made: Made, g: Ground): Proof => {
  const value = beyond(use, g, 2)
  const when = asSql(use, value)
  const elsewhere = g.rest ? sql`tableoid <> ${regclass(g.rest.id)}::regclass` : sql`tableoid is not null`
  return proof(
    use,
    'ahead',
    sql`The partitions of ${name(g.table)} for what is to come are there before its rows.`,
    [use.idOf('ensure')],
    owner(run(stmt`select ${qualified(use.idOf('ensure'))}(${when}) > 2`, rows(['t']))),
    owner(run(stmt`select ${qualified(use.idOf('ensure'))}(${when})`, rows(['0']))),
    app(insert(g.table, 'a', at(g, value))),
    app(
      run(
        stmt`select (${elsewhere})::text from ${qualified(g.table)} where ${name(g.column)} = ${when}`,
        rows(['true']),
      ),
    ),
    owner(tidy(made.catalog, g.table)),
  )
}

const late = (use: RangeUse, made: Made, g: Ground): readonly Proof[] => {
  if (!g.rest) return []
  const value = beyond(use, g, 1)
  const when = asSql(use, value)
  const stored = stmt`select count(*) from ${qualified(g.rest.id)}`
  return [
    proof(
      use,
      'late',
      sql`A row of ${name(g.table)} that comes before its partition is kept, and is in it once that is made.`,
      [g.rest.id, use.idOf('ensure')],
      app(insert(g.table, 'a', at(g, value))),
      owner(run(stored, rows(['1']))),
      owner(run(stmt`select ${qualified(use.idOf('ensure'))}(${when}) > 0`, rows(['t']))),
      owner(run(stored, rows(['0']))),
      app(
        run(stmt`select count(*) from ${qualified(g.table)} where ${name(g.column)} = ${when}`, rows(['1'])),
      ),
      owner(tidy(made.catalog, g.table)),
    ),
  ]
}

const baseIn = (made: Made, g: Ground): string => {
  const c = made.catalog.get(g.column)
  return c?.kind === 'column' ? baseOf(c) : ''
}

/** Before all that the design has, so that nothing else is dropped; undefined where the column holds nothing before. */
const old = (use: RangeUse, made: Made, g: Ground): Span | undefined => {
  if (g.bounds.unread) return undefined
  if (use.options.by === 'time') {
    const year = Math.min(1991, Number(g.inside.slice(0, 4))) - 1
    const written = String(year).padStart(4, '0')
    return year < 1 ? undefined : { from: `${written}-01-01`, to: `${written}-02-01`, label: 'old' }
  }
  const from = Math.min(Number(text(g.first.from?.[0])), use.options.start) - 2 * use.options.width
  return holdsNumber(baseIn(made, g), from) && from >= g.bounds.least
    ? { from: String(from), to: String(from + use.options.width), label: 'old' }
    : undefined
}

/** Whether the checks let rows be in what is made one and two steps on. */
const mayGoOn = (use: RangeUse, g: Ground): boolean => {
  const [one, two] = [1, 2].map((n) => Number(g.end) + n * use.options.width) as [number, number]
  return g.bounds.least <= one && two <= g.bounds.most
}

/** What the partitions made ahead reach up to, two steps on; past the last number of the type there is nothing to make. */
const hasRoom = (use: RangeUse, made: Made, g: Ground): boolean =>
  use.options.by === 'time' ||
  (mayGoOn(use, g) &&
    holdsNumber(baseIn(made, g), Number(g.end) + (use.options.premake + 4) * use.options.width))

const retention = (use: RangeUse, made: Made, g: Ground): readonly Proof[] => {
  const span = old(use, made, g)
  return span ? [retained(use, made, g, span)] : []
}

const retained = (use: RangeUse, made: Made, g: Ground, { from, to }: Span): Proof => {
  const t = made.catalog.get(g.table)
  const schema = t?.kind === 'table' ? t.schema : undefined
  const part = schema ? sql`${name(schema)}.partition_of_old` : sql`partition_of_old`
  const limit = asSql(use, to)
  return proof(
    use,
    'retention',
    sql`Old rows of ${name(g.table)} go by dropping whole partitions; younger ones stay.`,
    [use.idOf('drop')],
    owner(
      run(
        stmt`create table ${part} partition of ${qualified(g.table)} for values from (${constant(from)}) to (${constant(to)})`,
      ),
    ),
    app(insert(g.table, 'a', at(g, from)), insert(g.table, 'b', at(g, g.inside))),
    owner(run(stmt`select ${qualified(use.idOf('drop'))}(${limit})`, rows(['1']))),
    app(run(stmt`select count(*) from ${qualified(g.table)}`, rows(['1']))),
  )
}

const stays = (use: RangeUse, g: Ground): readonly Proof[] =>
  use.options.stay
    ? [
        proof(
          use,
          'stays',
          sql`The ${name(g.column)} of a row of ${name(g.table)} cannot be changed.`,
          [g.counted ? g.column : use.idOf('stay')],
          app(insert(g.table, 'a', at(g, g.inside))),
          app(
            run(
              stmt`update ${qualified(g.table)} set ${name(g.column)} = ${asSql(use, beyond(use, g, 1))} where ${key('a')}`,
              refused(g.counted ? '428C9' : '23514'),
            ),
          ),
        ),
      ]
    : []

/** What partitions by range promise. */
export const rangeProofs = (use: RangeUse, made: Made): readonly Proof[] => {
  const g = groundOf(use, made)
  if (!g || !made.catalog.has(use.idOf('ensure'))) return []
  return [
    routing(use, g),
    pruning(use, g),
    ...(hasRoom(use, made, g) ? [ahead(use, made, g), ...late(use, made, g)] : []),
    ...retention(use, made, g),
    ...stays(use, g),
  ]
}
