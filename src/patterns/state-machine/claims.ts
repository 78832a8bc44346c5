import type { Id } from '../../base/index.ts'
import {
  builtIn,
  type DataType,
  joinSql,
  literal,
  name,
  qualified,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { fromRow, names, needsText, raise, returned, sameThing } from '../kit/index.ts'
import { machine, problems, sound, type U } from './check.ts'
import { otherLabels } from './labels.ts'

const beside = (use: U, what: string): Sql => sql`${name(use.table)}_${name(use.column)}_${what}`
const stateType = (use: U): DataType => ({ type: use.idOf<'enum'>('type') })
export const labelId = (use: U, state: string): Id => use.idOf(`state:${state}`)
const label = (use: U, state: string): Sql => sql`${literal(labelId(use, state))}`

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const m = machine(facts, use)
  if (!m) return []
  return [
    ...otherLabels(facts, use),
    {
      claim: 'retype',
      column: use.column,
      type: stateType(use),
      default: label(use, m.initial.id),
      notNull: true,
      unfit: needsText(
        facts,
        use.column,
        m.states.map((x) => x.name),
      ),
    },
  ]
}

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  const m = machine(facts, use)
  if (!m) return problems(facts, use)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const made: readonly Claim<'tables'>[] = [
    {
      claim: 'add',
      kind: 'enum',
      role: 'type',
      name: sql`${name(use.table)}_${name(use.column)}`,
      schema,
      labels: m.states.map((s) => ({ id: labelId(use, s.id), name: s.name })),
    },
    {
      claim: 'table',
      role: 'transitions',
      name: beside(use, 'transitions'),
      beside: use.table,
      holds: 'reference',
      comment: 'The allowed changes of state.',
    },
  ]
  const changes: Claim<'tables'> = {
    claim: 'table',
    role: 'changes',
    name: beside(use, 'changes'),
    beside: use.table,
    holds: 'facts',
    comment: 'Every change of state, with its time and actor.',
  }
  return [...problems(facts, use), ...made, ...(use.options.history ? [changes] : [])]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const m = machine(facts, use)
  if (!m) return []
  const column = (
    table: 'transitions' | 'changes',
    role: string,
    type: DataType,
    more: { readonly notNull?: boolean; readonly default?: Sql; readonly identity?: 'always' } = {},
  ): Claim<'columns'> => ({
    claim: 'column',
    role: `${table}:${role}`,
    table: use.idOf(table),
    name: sql`${role}`,
    type,
    ...more,
  })
  const ends = (table: 'transitions' | 'changes'): readonly Claim<'columns'>[] => [
    column(table, 'from_state', stateType(use), table === 'transitions' ? { notNull: true } : {}),
    column(table, 'to_state', stateType(use), { notNull: true }),
  ]
  const key = facts.primaryKey(use.table)?.columns ?? []
  const changes: readonly Claim<'columns'>[] = use.options.history
    ? [
        column('changes', 'change_id', builtIn('bigint'), { notNull: true, identity: 'always' }),
        ...key.map(
          (c): Claim<'columns'> => ({
            claim: 'column',
            role: `changes:key:${c}`,
            table: use.idOf('changes'),
            name: sql`${name(use.table)}_${name(c)}`,
            type: facts.object('column', c)?.type ?? builtIn('text'),
            notNull: true,
          }),
        ),
        ...ends('changes'),
        column('changes', 'changed_at', builtIn('timestamptz'), { notNull: true, default: rawSql('now()') }),
        column('changes', 'changed_by', builtIn('text')),
      ]
    : []
  return [...ends('transitions'), ...changes]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (!machine(facts, use)) return []
  const pk = (table: 'transitions' | 'changes', ...roles: readonly string[]): Claim<'keys'> => ({
    claim: 'add',
    kind: 'key',
    role: `${table}:pk`,
    name: '',
    table: use.idOf(table),
    primary: true,
    columns: roles.map((r) => use.idOf<'column'>(`${table}:${r}`)),
  })
  return [
    pk('transitions', 'from_state', 'to_state'),
    ...(use.options.history ? [pk('changes', 'change_id')] : []),
  ]
}

/** Where rows are versions, a further one of the same thing goes on from the state of another. */
const continues = (facts: Facts, use: U): Sql => {
  const timed = facts.timed(use.table)
  const c = name(use.column)
  if (!timed) return sql``
  return sql` and not exists (
      select 1 from ${qualified(use.table)} v
      where ${sameThing(facts, use.table, timed.key, 'new')} and (v.${c} = new.${c} or exists (
        select 1 from ${qualified(use.idOf('transitions'))} t
        where t.${name(use.idOf('transitions:from_state'))} = v.${c} and t.${name(use.idOf('transitions:to_state'))} = new.${c}
      ))
    )`
}

const checkTrigger = (facts: Facts, use: U, initial: string): Claim<'rows'> => {
  const c = name(use.column)
  const back = returned(facts, use.table, [use.column])
  const refuse = raise('23514', 'A new row has to start in the initial state.')
  return {
    claim: 'trigger',
    role: 'check',
    rank: 30,
    table: use.table,
    timing: 'before',
    events: ['insert', 'update'],
    body: sql`
begin
  if tg_op = 'INSERT' then
    if new.${c} is distinct from ${label(use, initial)}${continues(facts, use)} then
      ${
        back
          ? sql`if not (${back}) then
        ${refuse}
      end if;`
          : refuse
      }
    end if;
  elsif new.${c} is distinct from old.${c} and not exists (
    select 1 from ${qualified(use.idOf('transitions'))} t
    where t.${name(use.idOf('transitions:from_state'))} = old.${c} and t.${name(use.idOf('transitions:to_state'))} = new.${c}
  ) then
    raise exception using errcode = '23514', message = pg_catalog.format('The state cannot change from %s to %s.', old.${c}, new.${c});
  end if;
  return new;
end
`,
    comment: 'Only the allowed changes of state get through.',
  }
}

const recordTrigger = (facts: Facts, use: U): Claim<'rows'> => {
  const changes = use.idOf<'table'>('changes')
  const key = facts
    .columns(changes)
    .filter((c) => c.why?.use === use.id && c.why.role.startsWith('changes:key:'))
  const drawn = key.map((c) => c.why?.role.slice('changes:key:'.length) as Id)
  const [to, from] = [facts.scope(changes), facts.scope(use.table)]
  const tenant = to && from && !key.some((c) => c.id === to) ? { to, from } : undefined
  const target = [
    ...(tenant ? [tenant.to] : []),
    ...key.map((c) => c.id),
    ...['from_state', 'to_state', 'changed_by'].map((r) => use.idOf(`changes:${r}`)),
  ]
  const source = [...(tenant ? [tenant.from] : []), ...drawn]
  const c = name(use.column)
  return {
    claim: 'trigger',
    role: 'record',
    rank: 82,
    table: use.table,
    timing: 'after',
    events: ['insert', 'update'],
    definer: true,
    body: sql`
declare
  was ${qualified(use.idOf('type'))};
begin
  if tg_op = 'UPDATE' then
    was := old.${c};
  end if;
  if was is distinct from new.${c} then
    insert into ${qualified(changes)} (${names(target)})
    values (${joinSql([...(source.length > 0 ? [fromRow('new', source)] : []), sql`was`, sql`new.${c}`, facts.actor], ', ')});
  end if;
  return null;
end
`,
    comment: 'Records every change of state.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const table = use.idOf<'table'>('transitions')
  // A reference that stood in the way may have been left out since.
  const m = facts.object('table', table) && sound(use)
  if (!m) return []
  const reference: Claim<'rows'> = {
    claim: 'add',
    kind: 'rows',
    role: 'allowed',
    name: '',
    table,
    columns: [use.idOf('transitions:from_state'), use.idOf('transitions:to_state')],
    values: m.transitions.map((t) => [label(use, t.from), label(use, t.to)]),
  }
  return [
    ...(m.transitions.length > 0 ? [reference] : []),
    { claim: 'access', table, app: 'read' },
    checkTrigger(facts, use, m.initial.id),
    ...(use.options.history
      ? [
          recordTrigger(facts, use),
          { claim: 'access', table: use.idOf<'table'>('changes'), app: 'read' } as const,
        ]
      : []),
  ]
}
