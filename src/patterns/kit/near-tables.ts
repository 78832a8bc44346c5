import { compareIds, type Id, isDrawn } from '../../base/index.ts'
import { joinSql, name, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless } from '../../compile/api.ts'

type Fk = Nameless<'fk'>

/** What patterns make never counts, so that every phase finds the same. */
const drawnTables = (facts: Facts): readonly Id<'table'>[] =>
  facts
    .tables()
    .flatMap((t) => (isDrawn(t.id) && facts.primaryKey(t.id) ? [t.id] : []))
    .sort(compareIds)

const drawnFrom = (facts: Facts, table: Id): readonly Fk[] =>
  facts.of('fk', table).filter((f) => isDrawn(f.id))

/** The other drawn tables with a key, in the order of drawing: first those that no reference joins with this one. */
export const otherTables = (
  facts: Facts,
  table: Id,
): { readonly apart: readonly Id<'table'>[]; readonly joined: readonly Id<'table'>[] } => {
  const near = new Set<Id>([
    ...drawnFrom(facts, table).map((f) => f.references),
    ...facts.referencesTo(table).flatMap((f) => (isDrawn(f.id) ? [f.table] : [])),
  ])
  const others = drawnTables(facts).filter((t) => t !== table)
  return { apart: others.filter((t) => !near.has(t)), joined: others.filter((t) => near.has(t)) }
}

/** Whether a row of the table needs one of the other first, by references that may not be empty. */
export const needsRow = (facts: Facts, table: Id, other: Id, seen: ReadonlySet<Id> = new Set()): boolean =>
  drawnFrom(facts, table)
    .filter((f) => f.columns.every((c) => facts.object('column', c)?.notNull))
    .some(
      ({ references: to }) =>
        to === other || (!seen.has(to) && needsRow(facts, to, other, new Set([...seen, table]))),
    )

/** Drawn references of the table to the keys of others that may be empty, in the order of drawing; one a table. */
export const looseReferences = (facts: Facts, table: Id): readonly Fk[] => {
  const own = facts.primaryKey(table)?.columns ?? []
  const loose = [...drawnFrom(facts, table)]
    .sort((a, b) => compareIds(a.id, b.id))
    .filter((f) => {
      const key = facts.primaryKey(f.references)?.columns ?? []
      return (
        f.references !== table &&
        isDrawn(f.references) &&
        f.columns.every((c) => facts.object('column', c)?.notNull !== true && !own.includes(c)) &&
        f.refColumns.length === key.length &&
        f.refColumns.every((c) => key.includes(c))
      )
    })
  const first = (f: Fk, i: number): boolean =>
    loose.findIndex((g) => g.references === f.references || g.columns.some((c) => f.columns.includes(c))) ===
    i
  return loose.filter(first)
}

/** What was chosen because no one did, with the step that writes it down: tables drawn later then change nothing. */
export const chosenFor = (
  pattern: string,
  table: Id<'table'>,
  option: string,
  doing: Sql,
  tables: readonly Id<'table'>[],
): IssueClaim => ({
  claim: 'issue',
  code: `${pattern}/chosen`,
  severity: 'info',
  option,
  objects: [table, ...tables],
  message: sql`${name(table)} ${doing} ${joinSql(tables.map(name), ' and ')}, because nothing else is chosen. Keep that, or choose in the options.`,
  waysOut: [{ remedy: 'options', label: 'Keep what was chosen', set: { [option]: tables } }],
})
