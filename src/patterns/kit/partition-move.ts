import { joinSql, literal, qualified, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, Use } from '../../compile/api.ts'
import { steady } from './sql.ts'

/** What a new partition is for. Each text is one of format(), followed by what it is given. */
interface Arriving {
  readonly bound: readonly [format: string, given: Sql]
  readonly among: readonly [format: string, given: Sql]
}

const isReferenced = (facts: Facts, use: Use<unknown>): boolean => facts.referencesTo(use.table).length > 0

/** One maker or dropper of partitions at a time: the next sees what this one did. Writers and readers go on. */
export const oneAtATime = (use: Use<unknown>): Sql =>
  sql`lock table only ${qualified(use.table)} in share update exclusive mode;`

/** What `attaching` needs declared. */
export const arrivals = (facts: Facts, use: Use<unknown>): Sql => {
  const own = joinSql(
    steady(facts.columns(use.table)).flatMap((c) =>
      c.generated ? [] : [sql`quote_ident(${literal(c.id)})`],
    ),
    `, `,
  )
  const references = isReferenced(facts, use) ? sql`\n  taken text;\n  given text;` : sql``
  return sql`
  part text;
  rest oid;
  own text := concat_ws(', ', ${own});${references}`
}

/** PostgreSQL detaches no partition with rows that a reference needs, so the references are off while rows move. */
const off = (use: Use<unknown>): Sql => sql`
      select coalesce(string_agg(format('alter table %s drop constraint %I', f.conrelid::regclass, f.conname), '; '), ''),
        coalesce(string_agg(format('alter table %s add constraint %I %s', f.conrelid::regclass, f.conname, pg_get_constraintdef(f.oid))
          || coalesce(format('; comment on constraint %I on %s is ', f.conname, f.conrelid::regclass)
            || quote_literal(obj_description(f.oid, 'pg_constraint')), ''), '; '), '')
      into taken, given
      from pg_constraint f where f.contype = 'f' and f.confrelid = ${regclass(use.table)}::regclass and f.conparentid = 0;
      execute taken;`

/**
 * Makes the partition `part` and attaches it, which takes a weaker lock than making it in its place: writers go on.
 * PostgreSQL refuses it while the default partition has rows of it. Those move while both are detached, so that no trigger
 * takes the move for a deletion and an insertion. The new one is attached empty before, which gives it its foreign keys:
 * they check each row that moves, whereas attaching it full would look for what it references under the owner's policies.
 */
export const attaching = (facts: Facts, use: Use<unknown>, { bound, among }: Arriving): Sql => {
  const table = regclass(use.table)
  const attach = sql`execute format('alter table %s attach partition %s ${bound[0]}', ${table}, part, ${bound[1]});`
  return sql`
    execute format('create table %s (like %s including defaults including generated including constraints including storage)',
      part, ${table});
    begin
      ${attach}
    exception when check_violation then
      select p.partdefid into rest from pg_partitioned_table p where p.partrelid = ${table}::regclass;${isReferenced(facts, use) ? off(use) : sql``}
      execute format('alter table %s detach partition %s', ${table}, rest::regclass);
      ${attach}
      execute format('alter table %s detach partition %s', ${table}, part);
      execute format('with moved as (delete from %s where ${among[0]} returning *) insert into %s (%s) select %s from moved',
        rest::regclass, ${among[1]}, part, own, own);
      ${attach}
      execute format('alter table %s attach partition %s default', ${table}, rest::regclass);${isReferenced(facts, use) ? sql`\n      execute given;` : sql``}
    end;`
}
