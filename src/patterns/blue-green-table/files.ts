import { qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './options.ts'
import { sidesOf } from './sides.ts'

/** The copy is checked by the old table as long as that stands, and by nothing afterwards. */
const copyRules = `   The copy has the columns alone. Before the old table goes, give it what that one had: NOT NULL, defaults and
   numbering, checks, unique keys, references, indexes and triggers.
`

/** What to do in which order, with the calls of this table. */
export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  const s = sidesOf(facts, use)
  if (!s) return []
  const call = (role: string) => qualified(use.idOf(role))
  const claimKey = s.copy
    ? sql`${rawSql('\n   ```sql\n   alter table ')}${qualified(s.next)}${rawSql(' add primary key using index ')}"${{ id: use.idOf('key'), as: 'name' }}"${rawSql(';\n   ```\n')}`
    : sql`\n`
  return [
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
