import {
  builtIn,
  joinSql,
  name,
  qualified,
  quoteLiteral,
  rawSql,
  type Sql,
  sql,
} from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath } from '../kit/index.ts'
import { type U, upcasters } from './check.ts'
import type { Apply, Upcaster } from './options.ts'

const jsonb = builtIn('jsonb')
const text = builtIn('text')
const quoted = (s: string): Sql => rawSql(quoteLiteral(s))

/** The state after an event, of the state ($1) and the event's data ($3). */
const effects: Readonly<Record<Apply['how'], string>> = {
  merge: "coalesce($1, '{}') || $3",
  replace: '$3',
  add: `coalesce($1, '{}') || coalesce((
      select jsonb_object_agg(d.key, case when jsonb_typeof(d.value) = 'number'
        then to_jsonb(coalesce(($1 ->> d.key)::numeric, 0) + (d.value #>> '{}')::numeric) else d.value end)
      from jsonb_each($3) d
    ), '{}')`,
  remove: "coalesce($1, '{}') - array(select jsonb_object_keys($3))",
  clear: "'{}'::jsonb",
}

const apply = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf('apply')
  const hows = Object.keys(effects) as Apply['how'][]
  const seen = new Set<string>()
  const first = use.options.applies.filter((a) => !seen.has(a.type) && seen.add(a.type))
  const cases = hows.flatMap((how) => {
    const types = first.filter((a) => a.how === how && how !== 'merge').map((a) => quoted(a.type))
    return types.length > 0 ? [sql`\n  when $2 in (${joinSql(types, ', ')}) then ${effects[how]}`] : []
  })
  const body =
    cases.length > 0
      ? sql`select case${joinSql(cases, '')}\n  else ${effects.merge}\nend`
      : sql`select ${effects.merge}`
  return {
    claim: 'add',
    kind: 'routine',
    role: 'apply',
    name: sql`apply_event`,
    schema: facts.schema,
    params: [param(id, 'state', jsonb), param(id, 'event_type', text), param(id, 'data', jsonb)],
    returns: rawSql('jsonb'),
    language: 'sql',
    volatility: 'immutable',
    settings: pinnedPath,
    body: sql`\n${body}\n`,
    comment: 'The state after an event. Everything that reads events folds them with it.',
  }
}

const changed = (u: Upcaster): Sql => {
  const key = quoted(u.key)
  switch (u.change) {
    case 'rename':
      return sql`case when data ? ${key} then (data - ${key}) || jsonb_build_object(${quoted(u.to)}, data -> ${key}) else data end`
    case 'set':
      return sql`jsonb_build_object(${key}, ${quoted(u.to)}::jsonb) || data`
    case 'drop':
      return sql`data - ${key}`
    case 'compute':
      return sql`data || jsonb_build_object(${key}, (${rawSql(u.to, true)}))`
  }
}

const upcast = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf('upcast')
  const steps = [...upcasters(use)].flatMap(([type, list]) =>
    list.map(
      (u) => sql`  if $1 = ${quoted(type)} and $2 <= ${u.from} then
    data := ${changed(u)};
  end if;
`,
    ),
  )
  return {
    claim: 'add',
    kind: 'routine',
    role: 'upcast',
    name: sql`upcast_event`,
    schema: facts.schema,
    params: [
      param(id, 'event_type', text),
      param(id, 'event_version', builtIn('integer')),
      param(id, 'stored', jsonb),
    ],
    returns: rawSql('jsonb'),
    language: 'plpgsql',
    volatility: 'immutable',
    settings: pinnedPath,
    body: sql`
declare
  data jsonb := $3;
begin
${joinSql(steps, '')}  return data;
end
`,
    comment: "An event's data in its newest form. Stored events are never rewritten.",
  }
}

/** The version of the form in which events of a type ($1-like SQL) are written today. */
export const newestForm = (use: U, type: string): Sql => {
  const forms = [...upcasters(use)].map(([t, list]) => sql`when ${quoted(t)} then ${list.length + 1}`)
  return forms.length > 0 ? sql`case ${type} ${joinSql(forms, ' ')} else 1 end` : sql`1`
}

/** `apply_event(state, type, upcast_event(…))` of the event's row under an alias. */
export const folded = (use: U, state: Sql | string, row: string): Sql => {
  const c = (role: string) => name(use.idOf(`events:${role}`))
  const type = sql`${row}.${c('event_type')}`
  return sql`${qualified(use.idOf('apply'))}(${state}, ${type}, ${qualified(use.idOf('upcast'))}(${type}, ${row}.${c('event_version')}, ${row}.${c('data')}))`
}

export const foldRoutines = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  apply(facts, use),
  upcast(facts, use),
]
