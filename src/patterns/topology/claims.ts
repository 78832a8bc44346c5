import { builtIn, qualified, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import { sizeAdvice, sizeIssues, type U } from './sizes.ts'

const lsn = builtIn('pg_lsn')
/** What this server has: written, on a primary; replayed, on a replica. */
const reached =
  'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end'

/** A session that wrote remembers where its commit is, and reads from a replica once that one is as far. */
export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => [
  ...sizeIssues(use),
  ...sizeAdvice(use),
  {
    claim: 'add',
    kind: 'routine',
    role: 'position',
    name: sql`write_position`,
    schema: facts.schema,
    params: [],
    returns: rawSql('pg_lsn'),
    language: 'sql',
    settings: pinnedPath,
    body: rawSql(`\nselect ${reached}\n`),
    comment: 'Where the log is now. Asked after a commit: whoever has reached it sees that commit.',
  },
  {
    claim: 'add',
    kind: 'routine',
    role: 'reached',
    name: sql`has_replayed`,
    schema: facts.schema,
    params: [param(use.idOf('reached'), 'target', lsn)],
    returns: rawSql('boolean'),
    language: 'sql',
    settings: pinnedPath,
    body: rawSql(`\nselect coalesce(${reached} >= $1, false)\n`),
    comment: 'Whether this server shows everything up to the position.',
  },
  {
    claim: 'add',
    kind: 'routine',
    role: 'wait',
    name: sql`await_replay`,
    schema: facts.schema,
    params: [
      param(use.idOf('wait'), 'target', lsn),
      param(use.idOf('wait'), 'patience', builtIn('interval'), rawSql("interval '200 milliseconds'")),
    ],
    returns: rawSql('boolean'),
    language: 'plpgsql',
    settings: pinnedPath,
    body: sql`
declare
  until timestamptz := clock_timestamp() + $2;
begin
  loop
    if ${qualified(use.idOf('reached'))}($1) then
      return true;
    end if;
    if clock_timestamp() >= until then
      return false;
    end if;
    perform pg_sleep(0.005);
  end loop;
end
`,
    comment: 'Waits until this server shows everything up to the position; false where that takes too long.',
  },
]
