import type { Id } from '../../base/index.ts'
import { builtIn, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Nameless, Use } from '../../compile/api.ts'
import { pinnedType, raise, returned } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>
const time = builtIn('timestamptz')
const now = rawSql('now()')
const called = {
  created_at: sql`created_at`,
  updated_at: sql`updated_at`,
  created_by: sql`created_by`,
  updated_by: sql`updated_by`,
} as const
const by = (use: U): boolean => use.options.by !== 'none'

/** The one key column of the table of people, or what is wrong with the choice. */
const personKey = (facts: Facts, use: U): Nameless<'column'> | Claim<'columns'> => {
  const issue = (code: string, message: Sql): Claim<'columns'> => ({
    claim: 'issue',
    code: `audit-columns/${code}`,
    severity: 'error',
    message,
    objects: [use.table],
    option: 'people',
    waysOut: [{ remedy: 'options', label: 'Record the user as text', set: { by: 'text' } }],
  })
  const people = use.options.people && facts.object('table', use.options.people)
  if (!people)
    return issue(
      'no-people',
      sql`${name(use.table)}: choose the table that the acting users are rows of, or record them as text.`,
    )
  const [first, ...more] = facts.primaryKey(people.id)?.columns ?? []
  const column = first && more.length === 0 ? facts.object('column', first) : undefined
  return (
    column ??
    issue(
      'people-key',
      sql`${name(people.id)} needs a primary key of one column to be referenced by ${name(use.table)}. Record the user as text, or give it one.`,
    )
  )
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => {
  const at = (role: 'created_at' | 'updated_at'): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.table,
    name: called[role],
    type: time,
    notNull: true,
    default: now,
  })
  const times = [at('created_at'), at('updated_at')]
  if (!by(use)) return times
  const person = use.options.by === 'text' ? undefined : personKey(facts, use)
  if (person && 'claim' in person) return [...times, person]
  const who = (role: 'created_by' | 'updated_by'): Claim<'columns'> => ({
    claim: 'column',
    role,
    table: use.table,
    name: called[role],
    type: person?.type ?? builtIn('text'),
  })
  return [...times, who('created_by'), who('updated_by')]
}

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const { people } = use.options
  if (use.options.by !== 'reference' || !people || !facts.object('column', use.idOf('created_by'))) return []
  const key = personKey(facts, use)
  return [
    ...(['created_by', 'updated_by'] as const).map(
      (role): Claim<'keys'> => ({
        claim: 'reference',
        role: `${role}:fk`,
        name: '',
        table: use.table,
        columns: [use.idOf<'column'>(role)],
        references: people,
      }),
    ),
    ...('claim' in key ? [] : [{ claim: 'actors', table: use.table, people, key: key.id } as const]),
  ]
}

const fixed = raise('23000', 'When and by whom a row was created cannot be changed.')

const actorAs = (facts: Facts, column: Id): Sql => {
  const type = facts.object('column', column)?.type
  return type ? sql`(${facts.actor})::${pinnedType(facts, type)}` : facts.actor
}

export const trigger = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const [createdAt, updatedAt] = [use.idOf('created_at'), use.idOf('updated_at')]
  const [createdBy, updatedBy] = [use.idOf('created_by'), use.idOf('updated_by')]
  const who = by(use) && facts.object('column', createdBy) !== undefined
  const changed = sql`new.${name(createdAt)} is distinct from old.${name(createdAt)}${
    who ? sql` or new.${name(createdBy)} is distinct from old.${name(createdBy)}` : ''
  }`
  const begun = [createdAt, ...(who ? [createdBy] : [])] as readonly Id<'column'>[]
  const back = returned(facts, use.table, begun)
  const onInsert = who
    ? sql`
    new.${name(createdBy)} := coalesce(${actorAs(facts, createdBy)}, new.${name(createdBy)});
    new.${name(updatedBy)} := coalesce(${actorAs(facts, updatedBy)}, new.${name(updatedBy)});`
    : sql`
    new.${name(updatedAt)} := new.${name(createdAt)};`
  const body = sql`
begin
  if tg_op = 'INSERT' then${
    back
      ? sql`
    if ${back} then
      return new;
    end if;`
      : ''
  }${onInsert}
  else
    if ${changed} then
      ${fixed}
    end if;
    new.${name(updatedAt)} := now();${who ? sql`\n    new.${name(updatedBy)} := ${actorAs(facts, updatedBy)};` : ''}
  end if;
  return new;
end
`
  return [
    {
      claim: 'trigger',
      role: 'touch',
      rank: 20,
      table: use.table,
      timing: 'before',
      events: ['insert', 'update'],
      body,
      comment: 'Keeps the audit columns.',
    },
  ]
}
