import type { Id } from '../../base/index.ts'
import { name, qualified, regclass, sql } from '../../catalog/index.ts'
import type { Claim, Facts, IssueClaim } from '../../compile/api.ts'
import {
  lockThing,
  onRow,
  param,
  raise,
  refuseRepeatableRead,
  routineOf,
  rowView,
  sameThing,
} from '../kit/index.ts'
import { keyOf, periodColumns, periodOf, shape, type U, unitOf, versionsOf } from './period.ts'
import { setter } from './setter.ts'

export { columns } from './period.ts'

const within = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const { parent, parentKey, form } = use.options
  if (!parent) return []
  const period = use.idOf<'column'>('period')
  const own = parentKey.every((c) => facts.object('column', c)?.table === use.table)
  if (form === 'range' && own && parentKey.length > 0 && facts.object('table', parent))
    return [{ claim: 'within', role: 'within', table: use.table, columns: parentKey, period, parent }]
  const issue: IssueClaim = {
    claim: 'issue',
    code: 'effective-dating/parent',
    severity: 'error',
    objects: [use.table],
    option: form === 'range' ? 'parentKey' : 'form',
    message: sql`${name(use.table)}: to stay within a parent, its versions need a range column and the columns that name the parent's row.`,
    waysOut: [{ remedy: 'options', label: 'Leave the parent out', set: { parent: undefined } }],
  }
  return [issue]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const key = keyOf(facts, use)
  if (key.length === 0) return []
  const [first, second] = periodColumns(use)
  return [
    {
      claim: 'timed',
      role: 'overlap',
      name: sql`${name(use.table)}_no_overlap`,
      table: use.table,
      key,
      periods: [second ? { expr: periodOf(use) } : { ...(first ? { column: first } : {}) }],
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'shape',
      name: sql`${name(use.table)}_effective_check`,
      table: use.table,
      expr: shape(use),
    },
    ...within(facts, use),
  ]
}

/** How many rows the transaction has written: any session may say so, as either kind of lock is right. */
const writtenSetting = 'app.versions_written'
const written = sql`coalesce(nullif(current_setting('${writtenSetting}', true), ''), '0')::bigint`

const counted = (use: U): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'counted',
  rank: 91,
  table: use.table,
  timing: 'after',
  events: ['insert', 'update', 'delete'],
  body: sql`
begin
  perform set_config('${writtenSetting}', (${written} + 1)::text, true);
  return null;
end
`,
  comment: 'Counts what a transaction writes, to choose its locks by.',
})

/**
 * At commit, since closing one version and opening the next takes two statements. Who has written more than the server
 * holds locks for is alone then; all others share the table and wait for each other by what their rows are versions of.
 */
const gapless = (facts: Facts, use: U, key: readonly Id[]): Claim<'rows'> => {
  const scope = facts.scope(use.table)
  const named = [...(scope ? [scope] : []), ...key]
  const whole = sql`hashtextextended(${regclass(use.table)}, 0)`
  const check = (row: 'old' | 'new') => sql`
    if not alone then
      ${lockThing(
        use.table,
        named.map((c) => sql`${row}.${name(c)}`),
      )}
    end if;
    if (
      select count(*) > 1 from unnest((
        select range_agg(${periodOf(use, 'v')}) from ${qualified(use.table)} v where ${sameThing(facts, use.table, key, row)}
      )) p
    ) then
      ${raise('23514', 'There is a time between two versions at which none would hold.', 'Let one begin when the other ends.')}
    end if;`
  return {
    claim: 'trigger',
    role: 'gapless',
    rank: 92,
    table: use.table,
    timing: 'after',
    events: ['insert', 'update', 'delete'],
    constraint: 'initially deferred',
    definer: true,
    body: sql`
declare
  alone boolean := ${written} > 1000;
begin
  ${refuseRepeatableRead('Versions without a gap cannot be changed')}
  if alone then
    perform pg_advisory_xact_lock(${whole});
  else
    perform pg_advisory_xact_lock_shared(${whole});
  end if;
  if tg_op <> 'INSERT' then${check('old')}
  end if;
  if tg_op <> 'DELETE' then${check('new')}
  end if;
  return null;
end
`,
    comment: 'Versions of one thing follow each other without a gap.',
  }
}

const validAt = (facts: Facts, use: U): Claim<'rows'> => {
  const alive = facts.alive(use.table)
  const id = use.idOf<'routine'>('valid_at')
  return {
    ...routineOf(facts, use, 'valid_at'),
    name: sql`${name(use.table)}_valid_at`,
    params: [param(id, 'at', unitOf(use).point)],
    returns: sql`setof ${qualified(use.table)}`,
    language: 'sql',
    volatility: 'stable',
    body: sql`
select v.* from ${qualified(use.table)} v
where ${periodOf(use, 'v')} @> $1${alive ? sql` and ${onRow('v', alive)}` : ''}
`,
    comment: 'The versions that hold at the given time.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const key = versionsOf(facts, use)
  if (!key) return []
  return [
    validAt(facts, use),
    setter(facts, use, key),
    ...(use.options.gaps === 'refused' ? [counted(use), gapless(facts, use, key)] : []),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  if (!use.options.view || !versionsOf(facts, use)) return []
  const alive = facts.alive(use.table)
  return rowView(facts, use, {
    role: 'current',
    name: sql`current_${name(use.table)}`,
    where: sql`${periodOf(use)} @> ${unitOf(use).now}${alive ? sql` and ${alive}` : ''}`,
    comment: 'The versions that hold now.',
  })
}
