import { qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import type { U } from './options.ts'

/** From 18 on NOT NULL is a constraint that can be validated later; before, a check that is proves it. */
const required = (facts: Facts): { readonly step: string; readonly example: string } =>
  facts.target >= 18
    ? {
        step: 'ADD CONSTRAINT ... NOT NULL c NOT VALID; validate in another transaction',
        example: `alter table customers add constraint customers_email_not_null not null email not valid;
alter table customers validate constraint customers_email_not_null;`,
      }
    : {
        step: 'CHECK (c IS NOT NULL) NOT VALID; validate in another transaction; SET NOT NULL, which then scans nothing; drop the check',
        example: `alter table customers add constraint customers_email_filled check (email is not null) not valid;
alter table customers validate constraint customers_email_filled;
alter table customers alter column email set not null;
alter table customers drop constraint customers_email_filled;`,
      }

type Step = readonly [change: string, expand: string, backfill: string, contract: string]

const stepsAt = (facts: Facts): readonly Step[] => [
  ['Add a column that may be missing', 'add it; a constant default rewrites nothing', '', ''],
  ['Add a required column', 'add it without NOT NULL; code writes it', 'fill it', required(facts).step],
  [
    'Rename a column, or give it a type that rewrites the table',
    'add the new column and a trigger that keeps both in step',
    'copy, cast',
    'drop the trigger and the old column; rename',
  ],
  ['Rename a table', 'rename it and leave a view at the old name, in one transaction', '', 'drop the view'],
  ['Drop a column', 'code stops reading it, then writing it; drop NOT NULL', '', 'drop it'],
  [
    'Add a check or a foreign key',
    'add it NOT VALID',
    'mend the rows that break it',
    'validate, in another transaction',
  ],
  [
    'Add a unique key',
    'count duplicates; CREATE UNIQUE INDEX CONCURRENTLY, alone',
    'mend duplicates',
    'ADD CONSTRAINT ... USING INDEX',
  ],
  ['Add an index', 'CREATE INDEX CONCURRENTLY, alone; then see that it is valid', '', ''],
  ['Take values out of an enum', 'remap the rows', '', 'another type, ALTER COLUMN ... TYPE in a quiet hour'],
]

/** The order of steps for each kind of change, and the calls that go with them. */
export const files = (facts: Facts, use: U): readonly Claim<'files'>[] => {
  if (!use.options.runbook) return []
  const call = (role: string) => qualified(use.idOf(role))
  const table = stepsAt(facts)
    .map((s) => `| ${s.join(' | ')} |`)
    .join('\n')
  return [
    {
      claim: 'file',
      path: 'runbooks/schema-changes.md',
      text: sql`${rawSql(`# Changing the schema while programs run

Three phases, three deployments. Between them, old and new code run side by side.

| change | expand | backfill | contract |
|---|---|---|---|
${table}

Every statement that takes a strong lock runs with \`set lock_timeout = '2s'\` and is tried again when it times out: a
statement that waits for a lock makes everyone behind it wait too. CREATE INDEX CONCURRENTLY runs without a timeout,
because a timeout leaves an invalid index.

## The calls, by the example of a column that is renamed

Expand, with the migration that adds the new column and the trigger that keeps both in step:

\`\`\`sql
select `)}${call('start')}${rawSql(`('rename customers.mail', 'The column is to be called email.');
alter table customers add column email text;
select `)}${call('plan')}${rawSql(`('rename customers.mail', 'email', 'customers', 'email = mail', 'email is null and mail is not null');
\`\`\`

Backfill, once code writes both. The second is run outside of a transaction, by a role that row level security does
not bind; it can be interrupted and called again:

\`\`\`sql
select `)}${call('enter')}${rawSql(`('rename customers.mail', 'backfill');
call `)}${call('run')}${rawSql(`('rename customers.mail', pause => interval '50 milliseconds');
select * from `)}${call('open')}${rawSql(`;
\`\`\`

Contract, once no program reads or writes the old column. The first statement of the migration refuses the rest where
rows are still to be filled:

\`\`\`sql
begin;
set local lock_timeout = '2s';
select `)}${call('enter')}${rawSql(`('rename customers.mail', 'contract');
alter table customers drop column mail;
select `)}${call('enter')}${rawSql(`('rename customers.mail', 'done');
commit;
\`\`\`

A change that is given up before its contract is abandoned: enter the phase \`abandoned\` and drop the new shape.

## A filled column that becomes required

Each statement in a transaction of its own, so that no strong lock is held while rows are read:

\`\`\`sql
${required(facts).example}
\`\`\`
`)}`,
    },
  ]
}
