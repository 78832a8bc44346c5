import { builtIn, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'
import { raise } from '../kit/index.ts'
import { nodeOf, type U } from './shared.ts'

export const columns = (use: U): readonly Claim<'columns'>[] => [
  {
    claim: 'column',
    role: 'written_at',
    table: use.table,
    name: sql`written_at`,
    type: builtIn('timestamptz'),
    notNull: true,
    default: rawSql('clock_timestamp()'),
    comment: 'When the row was written where it was written; the younger write wins.',
  },
  {
    claim: 'column',
    role: 'written_on',
    table: use.table,
    name: sql`written_on`,
    type: builtIn('text'),
    notNull: true,
    default: nodeOf(use),
    comment: 'The server that wrote it; of two writes at one time the greater name wins, everywhere.',
  },
]

/** A write that names no time is made here and now, and is younger than what it has seen. */
export const rows = (use: U): readonly Claim<'rows'>[] => {
  const [at, on] = [name(use.idOf('written_at')), name(use.idOf('written_on'))]
  const lost: Sql =
    use.options.older === 'ignore'
      ? sql`return null;`
      : raise('40001', 'The row was written later than this write.', 'Read it again.')
  const ahead =
    use.options.ahead === ''
      ? sql``
      : sql`
  if new.${at} > clock_timestamp() + interval '${use.options.ahead}' then
    ${raise('22008', 'The time of writing is too far in the future.', 'Set the clock of the server that wrote.')}
  end if;`
  return [
    {
      claim: 'trigger',
      role: 'guard',
      rank: 12,
      table: use.table,
      timing: 'before',
      events: ['insert', 'update'],
      body: sql`
begin
  if tg_op = 'UPDATE' and (new.${at}, new.${on}) is not distinct from (old.${at}, old.${on}) then
    new.${at} := greatest(clock_timestamp(), old.${at} + interval '1 microsecond');
    new.${on} := ${nodeOf(use)};
    return new;
  end if;${ahead}
  if tg_op = 'UPDATE' and (new.${at}, new.${on} collate "C") < (old.${at}, old.${on} collate "C") then
    ${lost}
  end if;
  return new;
end
`,
      comment: 'Of two writes of a row the younger one stays, whichever comes first.',
    },
  ]
}
