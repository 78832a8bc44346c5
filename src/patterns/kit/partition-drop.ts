import type { Id } from '../../base/index.ts'
import { joinSql, name, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { raise } from './sql.ts'

const acts = (f: Nameless<'fk'>): boolean =>
  f.onDelete !== undefined && !/^(no action|restrict)$/.test(f.onDelete)

/** Who writes a reference locks its own table first: taken in that order, no writer and no schedule wait for each other. */
const locks = (use: Use<unknown>, references: readonly Nameless<'fk'>[]): Sql => {
  const others = [...new Set(references.map((f) => f.table))].filter((t) => t !== use.table)
  const list = joinSql(
    others.map((t) => sql`${qualified(t)}`),
    ', ',
  )
  return others.length > 0 ? sql`\n    lock table ${list} in share row exclusive mode;` : sql``
}

/** As detaching does, before a row is: else a writer of it and the schedule would wait for each other. */
const locked = (use: Use<unknown>): Sql => sql`
    lock table only ${qualified(use.table)} in access exclusive mode;`

/** Whether rows have to be deleted for the reference: it says what then happens, or they need only each other. */
const follows = (f: Nameless<'fk'>): boolean => acts(f) || f.table === f.references

/**
 * Detaching runs none of what a reference says is to happen when its row goes, and takes a row that goes too for one that
 * stays: the rows are deleted before, unseen by triggers.
 */
const followed = (references: readonly Nameless<'fk'>[]): Sql => sql`
    execute format('alter table %s disable trigger user', part);
    execute format('delete from %s', part);${references.some((f) => f.deferrable === 'initially deferred') ? immediate : sql``}`

const immediate = sql`
    set constraints all immediate;`

/** Deletes the rows through the table, whose triggers see them all: the owner's own policies hide none. */
const shown = (use: Use<unknown>, by: Id): Sql => sql`
    if forced then
      alter table ${qualified(use.table)} no force row level security;
    end if;
    delete from ${qualified(use.table)} r where r.${name(by)} < edge and r.tableoid = part::regclass;${immediate}
    if forced then
      alter table ${qualified(use.table)} force row level security;
    end if;`

/** Rows that came after the snapshot would go unseen. */
export const onlyAsOfNow = sql`
  if current_setting('transaction_isolation') <> 'read committed' then
    ${raise('0A000', 'Partitions are not dropped at this isolation level.', 'Use READ COMMITTED, so that triggers see every row go.')}
  end if;`

/** What `dropping` needs declared where triggers are to see what goes. */
export const departures = (use: Use<unknown>): Sql => sql`
  forced boolean := (select c.relforcerowsecurity from pg_class c where c.oid = ${regclass(use.table)}::regclass);`

/**
 * Takes the partition `part` away with its rows, all before `edge`. One with rows that a reference holds on to is refused
 * by PostgreSQL.
 */
export const dropping = (facts: Facts, use: Use<{ readonly told: boolean }>, by: Id): Sql => {
  const references = facts.referencesTo(use.table)
  const { told } = use.options
  const following = references.some(follows)
  return sql`${locks(use, references)}${told || following ? locked(use) : sql``}${told ? shown(use, by) : sql``}${following ? followed(references) : sql``}
    execute format('alter table %s detach partition %s', ${regclass(use.table)}, part);
    execute format('drop table %s', part);`
}

/** Says whose triggers do not see what goes with a partition, and which references keep one. Known once all triggers are. */
export const toldDrops = (
  facts: Facts,
  use: Use<{ readonly told: boolean }>,
  scheduled: boolean,
): readonly Claim<'files'>[] => {
  const watching = facts
    .of('trigger', use.table)
    .filter((t) => t.why?.use !== use.id && t.events.includes('delete'))
  const holding = facts.referencesTo(use.table).filter((f) => !acts(f))
  const [first] = use.options.told ? [] : watching
  const [kept] = holding
  const more = (n: number): string => (n > 1 ? ` and ${n - 1} more` : '')
  return [
    ...(first
      ? [
          {
            claim: 'issue',
            code: 'split/unseen',
            severity: scheduled ? 'warning' : 'info',
            option: 'told',
            objects: [use.table, ...watching.map((t) => t.id)],
            message: sql`Old partitions of ${name(use.table)} are dropped with their rows, which no trigger sees as deletions: not ${name(first.id)}${more(watching.length)}. What these keep of such rows stays as it was.`,
            waysOut: [
              { remedy: 'options', label: 'Delete the rows of a partition first', set: { told: true } },
            ],
          } as const,
        ]
      : []),
    ...(kept
      ? [
          {
            claim: 'issue',
            code: 'split/held',
            severity: 'info',
            objects: [use.table, ...holding.map((f) => f.id)],
            message: sql`An old partition of ${name(use.table)} is not dropped while rows of ${name(kept.table)}${more(new Set(holding.map((f) => f.table)).size)} that stay reference one of its rows: the call is refused. Delete those first, or say at the reference what happens to them on delete.`,
            waysOut: [{ remedy: 'off', label: 'Do not partition the table' }],
          } as const,
        ]
      : []),
  ]
}
