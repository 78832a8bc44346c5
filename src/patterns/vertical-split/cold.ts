import type { Id } from '../../base/index.ts'
import { name, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim, Nameless, Remedy, Use } from '../../compile/api.ts'
import { isByHand } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

const off: Remedy = { remedy: 'off', label: 'Keep the table whole' }

export const issue = (
  use: U,
  code: string,
  message: Sql,
  way: Remedy = off,
  option = 'columns',
): IssueClaim => ({
  claim: 'issue',
  code: `vertical-split/${code}`,
  severity: 'error',
  objects: [use.table],
  option,
  message,
  waysOut: way === off ? [off] : [way, off],
})

const inSql = (e: Sql | undefined): readonly Id[] => e?.refs.map((r) => r.id) ?? []
const inElements = (es: readonly { readonly column?: Id; readonly expr?: Sql }[]): readonly Id[] =>
  es.flatMap((e) => e.column ?? inSql(e.expr))

/** Columns that keys, references, indexes, checks, exclusions, triggers or policies of the table name. */
const bound = (facts: Facts, table: Id): ReadonlySet<Id> =>
  new Set<Id>([
    ...facts.of('key', table).flatMap((k) => [...k.columns, ...(k.include ?? [])]),
    ...facts.of('fk', table).flatMap((f) => f.columns),
    ...facts.referencesTo(table).flatMap((f) => f.refColumns),
    ...facts
      .of('index', table)
      .flatMap((i) => [...inElements(i.elements), ...(i.include ?? []), ...inSql(i.where)]),
    ...facts.of('check', table).flatMap((k) => inSql(k.expr)),
    ...facts.of('exclusion', table).flatMap((x) => [...inElements(x.elements), ...inSql(x.where)]),
    ...facts.of('trigger', table).flatMap((t) => [...(t.of ?? []), ...inSql(t.when)]),
    ...facts.of('policy', table).flatMap((p) => [...inSql(p.using), ...inSql(p.check)]),
    ...facts.columns(table).flatMap((c) => inSql(c.generated?.expr)),
  ])

const idle = (facts: Facts, use: U): readonly Column[] => {
  const busy = bound(facts, use.table)
  return facts
    .columns(use.table)
    .filter(
      (c) =>
        isByHand(c) &&
        !c.notNull &&
        !c.generated &&
        !c.identity &&
        !busy.has(c.id) &&
        !facts.stoodOn(c.id, use.id),
    )
}

/** The columns that are to move, while they are still in the table. */
export const coldColumns = (facts: Facts, use: U): readonly Id<'column'>[] => {
  const key = facts.primaryKey(use.table)?.columns ?? []
  const there = use.options.columns.filter(
    (c) => facts.object('column', c)?.table === use.table && !key.includes(c),
  )
  return use.options.columns.length > 0 ? there : idle(facts, use).map((c) => c.id as Id<'column'>)
}

/** What keeps the table from being split; said before anything else. */
export const problems = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const key = facts.primaryKey(use.table)?.columns ?? []
  const t = name(use.table)
  if (key.length === 0)
    return [
      issue(
        use,
        'no-key',
        sql`${t} has no primary key by which its rows could be put together again. Give it one.`,
      ),
    ]
  const cold = coldColumns(facts, use)
  const chosen = use.options.columns
  const rest: Remedy = { remedy: 'options', label: 'Leave it out', set: { columns: cold } }
  const foreign = chosen.filter(
    (c) =>
      facts.object('column', c)?.table !== use.table && facts.object('column', c)?.table !== use.idOf('cold'),
  )
  if (foreign.length > 0)
    return [
      issue(
        use,
        'unknown-column',
        sql`A column chosen to move is not in ${t}. Choose columns of ${t}.`,
        cold.length > 0 ? rest : off,
      ),
    ]
  if (chosen.some((c) => key.includes(c)))
    return [
      issue(
        use,
        'key-column',
        sql`The primary key of ${t} has to be in both tables, so it cannot move. Choose other columns.`,
        cold.length > 0 ? rest : off,
      ),
    ]
  return cold.length > 0 || chosen.length > 0
    ? []
    : [
        issue(
          use,
          'no-columns',
          sql`${t} has no optional column that nothing else needs. Choose the columns that are hardly read.`,
        ),
      ]
}

/** Whether there is something to split off. */
export const splits = (facts: Facts, use: U): boolean =>
  facts.primaryKey(use.table) !== undefined &&
  (coldColumns(facts, use).length > 0 ||
    use.options.columns.some((c) => facts.object('column', c)?.table === use.idOf('cold')))
