import { name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim } from '../../compile/api.ts'
import { raise } from '../kit/index.ts'
import type { U } from './options.ts'

/** Refused with the name of the change in the message. */
const refuse = (message: string, hint: string): Sql =>
  rawSql(
    `raise exception using errcode = '55000', message = format(${quoteLiteral(message)}, old_name), hint = ${quoteLiteral(hint)};`,
  )

/** Rows that are still to be filled are counted past row level security: silence there would be a lie. */
const unfinished = (use: U): Sql => {
  const f = (role: string): Sql => sql`f.${name(use.idOf(`fill:${role}`))}`
  return sql`
    perform set_config('row_security', 'off', true);
    for fill in select f.* from ${qualified(use.idOf('backfills'))} f where ${f('change')} = old_name loop
      if fill.${name(use.idOf('fill:finished_at'))} is null then
        ${refuse('The backfill of %s is not done.', 'Run it to its end first.')}
      end if;
      execute format('select exists (select from %s t where (%s))', fill.${name(use.idOf('fill:table_name'))}, fill.${name(use.idOf('fill:condition'))}) into lacking;
      if lacking then
        ${refuse('Rows of %s came after its backfill and are still to be filled.', 'See that code writes both shapes, then run the backfill again.')}
      end if;
    end loop;`
}

const waits = (use: U): Sql =>
  use.options.wait === ''
    ? sql``
    : sql`
    if exists (
      select from ${qualified(use.idOf('backfills'))} f
      where f.${name(use.idOf('fill:change'))} = old_name and f.${name(use.idOf('fill:finished_at'))} > now() - interval ${quoteLiteral(use.options.wait)}
    ) then
      ${refuse('The backfill of %s is too fresh for a contract.', 'Let the new shape prove itself for a while.')}
    end if;`

/** Phases follow one another, whoever writes the journal and however. */
export const guards = (use: U): readonly Claim<'rows'>[] => {
  const c = (role: string): Sql => sql`${name(use.idOf(`change:${role}`))}`
  return [
    {
      claim: 'trigger',
      role: 'phases',
      rank: 10,
      table: use.idOf<'table'>('changes'),
      timing: 'before',
      events: ['insert', 'update', 'delete'],
      body: sql`
declare
  old_name text := case when tg_op <> 'INSERT' then old.${c('name')} end;
  fill ${qualified(use.idOf('backfills'))}%rowtype;
  lacking boolean;
begin
  if tg_op = 'DELETE' then
    ${raise('23001', 'The journal of changes is kept.', 'A change that is given up is abandoned.')}
  elsif tg_op = 'INSERT' then
    if new.${c('phase')} <> 'expand' then
      ${raise('55000', 'A change begins with its expansion.')}
    end if;
    return new;
  elsif new.${c('name')} <> old.${c('name')} then
    ${raise('23001', 'A change keeps its name.')}
  elsif new.${c('phase')} = old.${c('phase')} then
    return new;
  elsif new.${c('phase')} = 'abandoned' and old.${c('phase')} in ('expand', 'backfill') then
    return new;
  elsif old.${c('phase')} = 'expand' and new.${c('phase')} = 'backfill' then
    new.${c('expanded_at')} := now();
  elsif old.${c('phase')} = 'backfill' and new.${c('phase')} = 'contract' then${unfinished(use)}${waits(use)}
    new.${c('backfilled_at')} := now();
  elsif old.${c('phase')} = 'contract' and new.${c('phase')} = 'done' then
    new.${c('contracted_at')} := now();
  else
    raise exception using errcode = '55000',
      message = format('%s cannot go from %s to %s.', old_name, old.${c('phase')}, new.${c('phase')}),
      hint = 'The phases are expand, backfill, contract, done; a change is abandoned before its contract or not at all.';
  end if;
  return new;
end
`,
      comment: 'Phases follow one another, and no contract begins before every row has its new values.',
    },
  ]
}
