import { joinSql, name, qualified, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './options.ts'
import { type Sides, sidesOf } from './sides.ts'

/** The copy is checked by the old table as long as that stands, and by nothing afterwards. */
const copyRules = `   The copy has the columns alone. Before the old table goes, give it what that one had: NOT NULL by the file
   \`blue-green/*-required.sql\` of this bundle, before the primary key below, and defaults and numbering, checks, unique
   keys, references, indexes and triggers.
`

/** NOT NULL where the old table had it, without reading rows under a lock that anyone waits for. */
const required = (facts: Facts, s: Sides): readonly Sql[] => {
  const t = qualified(s.next)
  const columns = s.pairs.filter((p) => p.from.notNull).map((p): Sql => sql`${name(p.to.id)}`)
  const each = (statement: (column: Sql, n: number) => Sql): readonly Sql[] => columns.map(statement)
  if (facts.target >= 18)
    return [
      ...each((c) => sql`alter table ${t} add not null ${c} not valid;`),
      ...(columns.length === 0
        ? []
        : [
            sql`do $$
declare
  waiting name;
begin
  for waiting in
    select c.conname from pg_catalog.pg_constraint c
    where c.conrelid = ${regclass(s.next)}::regclass and c.contype = 'n' and not c.convalidated
  loop
    execute pg_catalog.format('alter table %s validate constraint %I', ${regclass(s.next)}, waiting);
  end loop;
end
$$;`,
          ]),
    ]
  return [
    ...each(
      (c, n) => sql`alter table ${t} add constraint required_${n + 1} check (${c} is not null) not valid;`,
    ),
    ...each((_, n) => sql`alter table ${t} validate constraint required_${n + 1};`),
    ...each((c) => sql`alter table ${t} alter column ${c} set not null;`),
    ...each((_, n) => sql`alter table ${t} drop constraint required_${n + 1};`),
  ]
}

const requiredFile = (facts: Facts, use: U, s: Sides): readonly Claim<'files'>[] =>
  s.copy
    ? [
        {
          claim: 'file',
          path: `blue-green/${use.id.replace(/[^\w.-]+/g, '-')}-required.sql`,
          text: sql`${rawSql('-- Once the copy is filled, and before it gets its primary key. Each statement in a transaction of its own.\n')}${joinSql(required(facts, s), '\n')}\n`,
        },
      ]
    : []

/** What to do in which order, with the calls of this table. */
export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const s = sidesOf(facts, use)
  if (!s) return []
  const call = (role: string) => qualified(use.idOf(role))
  const claimKey = s.copy
    ? sql`${rawSql('\n   ```sql\n   alter table ')}${qualified(s.next)}${rawSql(' add primary key using index ')}"${{ id: use.idOf('key'), as: 'name' }}"${rawSql(';\n   ```\n')}`
    : sql`\n`
  return [
    ...requiredFile(facts, use, s),
    {
      claim: 'file',
      path: `runbooks/blue-green-${use.id.replace(/[^\w.-]+/g, '-')}.md`,
      text: sql`${rawSql('# From ')}${qualified(s.old)}${rawSql(' to ')}${qualified(s.next)}${rawSql(`

1. Apply the migration that makes the new table, the triggers and the view. From now on every write is made twice.
2. Copy what was there, outside of a transaction, as the role that owns the functions:

   \`\`\`sql
   call `)}${call('backfill')}${rawSql(`();
   \`\`\`

   After an interruption, call it again, with the key of its last notice as second argument to go on from there.
3. Compare, and go on only when \`same\` is true:

   \`\`\`sql
   select * from `)}${call('verify')}${rawSql(`();
   \`\`\`

4. Move code to the view `)}${call('current')}${rawSql(`, program by program. Move the references of other tables.
5. Cut over: set "Readers get" to the new table and apply the migration, which replaces the view. To take it back,
   set it to the old one: the triggers have kept it in step.
${s.copy ? copyRules : ''}6. When nothing names the old table any more, compare once more. Then eject the pattern, drop the triggers and the
   old table, and let the new one have its name.
`)}${claimKey}`,
    },
  ]
}
