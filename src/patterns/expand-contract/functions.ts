import { builtIn, type DataType, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath, raise } from '../kit/index.ts'
import { batchBody } from './batch.ts'
import type { U } from './options.ts'

const text = builtIn('text')
type Given = readonly [name: string, type: DataType, fallback?: Sql]

interface Made {
  readonly role: string
  readonly name: string
  readonly params: readonly Given[]
  readonly returns?: Sql
  readonly body: Sql
  readonly comment: string
}
/** With the caller's rights: who may write the journal and the table may run it. A procedure that commits takes no settings. */
const made = (facts: Facts, use: U, m: Made): Claim<'rows'> => ({
  claim: 'add',
  kind: 'routine',
  role: m.role,
  name: sql`${m.name}`,
  schema: facts.object('table', use.idOf('changes'))?.schema ?? facts.schema,
  params: m.params.map(([n, type, fallback]) => param(use.idOf(m.role), n, type, fallback)),
  language: 'plpgsql',
  ...(m.returns ? { returns: m.returns, settings: pinnedPath } : { procedure: true }),
  body: m.body,
  comment: m.comment,
})

const start = (use: U): Made => ({
  role: 'start',
  name: 'start_change',
  params: [
    ['change', text],
    ['description', text, rawSql('null')],
  ],
  returns: rawSql('void'),
  body: sql`
begin
  insert into ${qualified(use.idOf('changes'))} (${name(use.idOf('change:name'))}, ${name(use.idOf('change:description'))}) values ($1, $2);
end
`,
  comment: 'Opens a change, in its expand phase. First statement of the migration that adds the new shape.',
})

const enter = (use: U): Made => ({
  role: 'enter',
  name: 'enter_phase',
  params: [
    ['change', text],
    ['phase', text],
  ],
  returns: rawSql('void'),
  body: sql`
begin
  update ${qualified(use.idOf('changes'))} c set ${name(use.idOf('change:phase'))} = $2 where c.${name(use.idOf('change:name'))} = $1;
  if not found then
    ${raise('P0002', 'There is no change of that name.', 'Start it first.')}
  end if;
end
`,
  comment:
    'Moves a change to its next phase: backfill, contract, done, or abandoned. Refused out of order, and before a contract while rows are still to be filled.',
})

const plan = (use: U): Made => {
  const f = (role: string): Sql => sql`${name(use.idOf(`fill:${role}`))}`
  return {
    role: 'plan',
    name: 'plan_backfill',
    params: [
      ['change', text],
      ['step', text],
      ['filled', builtIn('regclass')],
      ['assignments', text],
      ['condition', text],
      ['batch_size', builtIn('integer'), rawSql(String(use.options.batch))],
    ],
    returns: rawSql('void'),
    body: sql`
declare
  keys text[];
begin
  select array_agg(a.attname::text order by k.n) into keys
  from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, n), pg_attribute a
  where i.indrelid = $3 and i.indisprimary and a.attrelid = $3 and a.attnum = k.attnum;
  if keys is null then
    ${raise('42P16', 'The table has no primary key to go along.', 'Give it one, or fill it by hand.')}
  end if;
  insert into ${qualified(use.idOf('backfills'))} (${f('change')}, ${f('step')}, ${f('table_name')}, ${f('key_columns')}, ${f('assignments')}, ${f('condition')}, ${f('batch_size')})
  values ($1, $2, $3::text, keys, $4, $5, $6);
end
`,
    comment:
      'Says what a change has to fill: in which table, what UPDATE sets, and which rows still need it.',
  }
}

const batch = (use: U): Made => ({
  role: 'batch',
  name: 'run_backfill_batch',
  params: [
    ['change', text],
    ['step', text],
  ],
  returns: rawSql('bigint'),
  body: batchBody(use),
  comment: 'Fills the next batch of rows and returns how many; null once the step is finished.',
})

const run = (use: U): Made => {
  const f = (role: string): Sql => sql`f.${name(use.idOf(`fill:${role}`))}`
  return {
    role: 'run',
    name: 'run_backfill',
    params: [
      ['change', text],
      ['pause', builtIn('interval'), rawSql(`interval '0'`)],
    ],
    body: sql`
declare
  following text;
  filled text;
  done bigint;
  tries integer := 0;
begin
  if not exists (select from ${qualified(use.idOf('changes'))} c where c.${name(use.idOf('change:name'))} = $1 and c.${name(use.idOf('change:phase'))} = 'backfill') then
    ${raise('55000', 'No change of that name is in its backfill phase.', 'Enter it once code writes both shapes.')}
  end if;
  update ${qualified(use.idOf('backfills'))} f set ${name(use.idOf('fill:finished_at'))} = null, ${name(use.idOf('fill:last_key'))} = null
  where ${f('change')} = $1 and ${f('finished_at')} is not null;
  commit;
  loop
    select ${f('step')}, ${f('table_name')} into following, filled from ${qualified(use.idOf('backfills'))} f
    where ${f('change')} = $1 and ${f('finished_at')} is null order by ${f('step')} limit 1;
    exit when not found;
    begin
      done := ${qualified(use.idOf('batch'))}($1, following);
      tries := 0;
    exception when lock_not_available or deadlock_detected then
      tries := tries + 1;
      if tries > 10 then
        raise;
      end if;
    end;
    commit;
    if tries > 0 then
      perform pg_catalog.pg_sleep(least(5, 0.05 * pg_catalog.power(2, tries)) * (0.5 + pg_catalog.random()));
    elsif done is null then
      execute pg_catalog.format('analyze %s', filled);
      commit;
    else
      raise notice '%: % rows more', following, done;
      perform pg_catalog.pg_sleep(extract(epoch from $2));
    end if;
  end loop;
end
`,
    comment:
      'Runs every backfill of a change to its end, a batch a transaction. It steps back from locks, goes on where it stopped when it is called again, and looks once more at what was finished.',
  }
}

export const functions = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  [start(use), enter(use), plan(use), batch(use), run(use)].map((m) => made(facts, use, m))
