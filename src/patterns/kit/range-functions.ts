import { builtIn, literal, name, rawSql, regclass, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { departures, dropping, onlyAsOfNow } from './partition-drop.ts'
import { arrivals, attaching, oneAtATime } from './partition-move.ts'
import type { RangePlan, RangeUse } from './range-plan.ts'
import { param, pinnedPath } from './routines.ts'
import { labelFormat, stepOf } from './spans.ts'
import { raise } from './sql.ts'

/** Bounds are written and read in one form whatever the session was set to. */
const settings: readonly Sql[] = [...pinnedPath, rawSql("timezone = 'UTC'"), rawSql("datestyle = 'ISO, YMD'")]

/** A single value that is far out, or an infinite time, must not make partitions without end. */
const most = 1000

interface Words {
  readonly type: 'timestamptz' | 'bigint'
  readonly step: string
  readonly start: string
  /** What a partition is called after its table, from its lower bound. */
  readonly label: string
}

const wordsOf = (use: RangeUse, plan: RangePlan): Words => {
  const { by, every, width } = use.options
  const from = plan.spans[0]?.from ?? ''
  return by === 'time'
    ? {
        type: 'timestamptz',
        step: `interval '${stepOf[every]}'`,
        start: `timestamptz '${from} 00:00:00+00'`,
        label: `to_char(edge, '${labelFormat[every]}')`,
      }
    : {
        type: 'bigint',
        step: `${width}::bigint`,
        start: `(${from})::bigint`,
        label: `replace(edge::text, '-', 'minus_')`,
      }
}

/** The upper bound of a partition as its definition has it; NULL for the default and for one without an end. */
const upper = (type: string): string =>
  `nullif(substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''?([^'')]+)''?\\)$'), 'MAXVALUE')::${type}`

const children = (use: RangeUse): Sql =>
  sql`pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${regclass(use.table)}::regclass`

/** The highest number in any partition: row security of the table itself does not hide it. */
const highest = (use: RangeUse, plan: RangePlan): Sql => sql`
  if goal is null then
    for part in select c.oid::regclass::text from ${children(use)} loop
      execute format('select greatest(%L, max(%I)) from %s', goal, ${literal(plan.column.id)}, part) into goal;
    end loop;
  end if;`

const ensure = (facts: Facts, use: RangeUse, plan: RangePlan, w: Words): Claim<'rows'> => {
  const at = literal(plan.column.id)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const id = use.idOf<'routine'>('ensure')
  return {
    claim: 'add',
    kind: 'routine',
    role: 'ensure',
    name: sql`ensure_${name(use.table)}_partitions`,
    schema,
    params: [param(id, 'upto', builtIn(w.type), rawSql(w.type === 'bigint' ? 'null' : 'now()'))],
    returns: rawSql('integer'),
    language: 'plpgsql',
    settings,
    closed: true,
    body: sql`
declare
  goal ${w.type} := upto;
  edge ${w.type};
  beyond ${w.type};
  last ${w.type};
  made integer := 0;
  stem text := ${literal(use.table)};${arrivals(facts, use)}
begin
  ${oneAtATime(use)}
  while octet_length(stem) > 46 loop
    stem := left(stem, -1);
  end loop;
  if stem <> ${literal(use.table)} then
    stem := stem || '_' || left(md5(${literal(use.table)}), 4);
  end if;${use.options.by === 'integer' ? highest(use, plan) : sql``}
  select coalesce(max(${upper(w.type)}), ${w.start}) into edge from ${children(use)};
  last := coalesce(goal, ${w.start}) + ${String(use.options.premake)} * ${w.step};
  beyond := edge;
  while beyond <= last loop
    made := made + 1;
    beyond := beyond + ${w.step};
    if made > ${String(most)} then
      ${raise('54000', `More than ${most} partitions would be made at once.`, 'Look for a value that is far out of line in the default partition, or go there in steps.')}
    end if;
  end loop;
  made := 0;
  while edge <= last loop
    beyond := edge + ${w.step};
    part := format('%I.%I', ${literal(schema)}, stem || '_' || ${w.label});${attaching(facts, use, {
      bound: ['for values from (%L) to (%L)', sql`edge, beyond`],
      among: ['%I >= %L and %I < %L', sql`${at}, edge, ${at}, beyond`],
    })}
    made := made + 1;
    edge := beyond;
  end loop;
  return made;
end
`,
    comment:
      'Makes the partitions that are needed up to the given point and some ahead, and returns how many. For the owner, from a schedule.',
  }
}

const drop = (facts: Facts, use: RangeUse, plan: RangePlan, w: Words): Claim<'rows'> => {
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const id = use.idOf<'routine'>('drop')
  const { keep, keepBelow, by, told } = use.options
  const fallback = by === 'time' && keep !== '' ? rawSql(`now() - interval '${keep}'`) : undefined
  const kept = by === 'integer' && keepBelow > 0
  const goal = kept
    ? sql`
  if goal is null then${highest(use, plan)}
    goal := goal - ${String(keepBelow)};
  end if;`
    : sql``
  return {
    claim: 'add',
    kind: 'routine',
    role: 'drop',
    name: sql`drop_${name(use.table)}_partitions`,
    schema,
    params: [param(id, 'before', builtIn(w.type), kept ? rawSql('null') : fallback)],
    returns: rawSql('integer'),
    language: 'plpgsql',
    settings,
    closed: true,
    body: sql`
declare
  goal ${w.type} := before;
  part text;
  gone integer := 0;${told ? sql`\n  edge ${w.type};${departures(use)}` : sql``}
begin${told ? onlyAsOfNow : sql``}
  ${oneAtATime(use)}${goal}
  for part${told ? ', edge' : ''} in
    select c.oid::regclass::text${told ? `, ${upper(w.type)}` : ''} from ${children(use)} and ${upper(w.type)} <= goal
  loop${dropping(facts, use, plan.column.id)}
    gone := gone + 1;
  end loop;
  return gone;
end
`,
    comment:
      'Detaches and drops the partitions that end before the given point, and returns how many. For the owner, from a schedule.',
  }
}

/** The function that makes partitions ahead and the one that drops old ones. */
export const rangeFunctions = (facts: Facts, use: RangeUse, plan: RangePlan): readonly Claim<'rows'>[] => {
  const w = wordsOf(use, plan)
  return [ensure(facts, use, plan, w), drop(facts, use, plan, w)]
}
