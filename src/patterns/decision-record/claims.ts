import type { Id } from '../../base/index.ts'
import { builtIn, literal, name, qualified, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, pinnedPath, primaryKey, raise } from '../kit/index.ts'
import { type PlainColumn, plainColumns } from '../kit/plain-columns.ts'
import type { U } from './options.ts'
import { plainValues, recordColumns, valuesOf } from './records.ts'

const register = (use: U): Id<'table'> => use.idOf('register')
const col = (use: U, role: string): Sql => sql`${name(use.idOf(role))}`

export const tables = (_facts: Facts, use: U): readonly Claim<'tables'>[] => {
  if (use.options.table)
    return [
      {
        claim: 'table',
        role: 'register',
        name: sql`${use.options.name}`,
        holds: 'reference',
        comment:
          'Why the schema is as it is: a record for each decision, kept also when another one took its place.',
      },
    ]
  if (use.options.files) return []
  return [
    {
      claim: 'issue',
      code: 'decision-record/nowhere',
      severity: 'error',
      objects: [use.id],
      option: 'table',
      message: sql`Decisions are to be kept neither in a table nor in files. Choose at least one.`,
      waysOut: [{ remedy: 'options', label: 'Keep them in files', set: { files: true } }],
    },
  ]
}

const text = builtIn('text')
const shapes: Readonly<Record<string, PlainColumn>> = {
  id: { type: text, need: true, comment: 'Of the pattern’s use, or a short name that the team chose.' },
  pattern: { type: text },
  title: { type: text, need: true },
  subject_table: { type: text, comment: 'The table that it is about; the whole design where there is none.' },
  subject_column: { type: text },
  status: { type: text, need: true, default: `'proposed'` },
  decided_on: { type: builtIn('date') },
  context: { type: text, comment: 'What made a decision necessary.' },
  decision: { type: text, need: true },
  consequences: { type: text, comment: 'What follows from it, wanted or not.' },
  superseded_by: { type: text },
  source: {
    type: text,
    need: true,
    default: `'team'`,
    comment: 'design: comes and goes with the pattern, by migrations. team: written here.',
  },
}

export const columns = (_facts: Facts, use: U): readonly Claim<'columns'>[] =>
  use.options.table ? plainColumns(register(use), shapes) : []

export const keys = (_facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (!use.options.table) return []
  const table = register(use)
  return [
    primaryKey(table, [use.idOf('id')]),
    {
      claim: 'add',
      kind: 'fk',
      role: 'successor',
      name: '',
      table,
      columns: [use.idOf('superseded_by')],
      references: table,
      refColumns: [use.idOf('id')],
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'known_status',
      name: '',
      table,
      expr: sql`${col(use, 'status')} in ('proposed', 'accepted', 'superseded')`,
    },
    {
      claim: 'add',
      kind: 'check',
      role: 'known_source',
      name: '',
      table,
      expr: sql`${col(use, 'source')} in ('design', 'team')`,
    },
  ]
}

/** A decision that was made stays readable as it was made. Records of the design change with it, by migrations. */
const guard = (use: U): Claim<'rows'> => ({
  claim: 'trigger',
  role: 'keep',
  rank: 10,
  table: register(use),
  timing: 'before',
  events: ['update', 'delete'],
  when: sql`old.${col(use, 'source')} = 'team' and old.${col(use, 'status')} <> 'proposed'`,
  body: sql`
begin
  if tg_op = 'UPDATE' and old.${col(use, 'status')} = 'accepted' and new.${col(use, 'status')} = 'superseded'
    and to_jsonb(new) - array[${literal(use.idOf('status'))}, ${literal(use.idOf('superseded_by'))}] = to_jsonb(old) - array[${literal(use.idOf('status'))}, ${literal(use.idOf('superseded_by'))}] then
    return new;
  end if;
  ${raise('23001', 'A decision that was made is kept as it was made.', 'Record another one that supersedes it.')}
end
`,
  comment: 'Accepted decisions are superseded, never rewritten or removed.',
})

const supersede = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('supersede')
  return {
    claim: 'add',
    kind: 'routine',
    role: 'supersede',
    name: sql`supersede_${name(register(use))}`,
    schema: facts.object('table', register(use))?.schema ?? facts.schema,
    params: [
      param(id, 'old_id', text),
      param(id, 'new_id', text),
      param(id, 'title', text),
      param(id, 'context', text),
      param(id, 'decision', text),
      param(id, 'consequences', text),
    ],
    returns: rawSql('void'),
    language: 'plpgsql',
    settings: pinnedPath,
    closed: true,
    body: sql`
begin
  insert into ${qualified(register(use))} (${col(use, 'id')}, ${col(use, 'title')}, ${col(use, 'status')}, ${col(use, 'decided_on')}, ${col(use, 'context')}, ${col(use, 'decision')}, ${col(use, 'consequences')})
  values ($2, $3, 'accepted', current_date, $4, $5, $6);
  update ${qualified(register(use))} d set ${col(use, 'status')} = 'superseded', ${col(use, 'superseded_by')} = $2
  where d.${col(use, 'id')} = $1 and d.${col(use, 'status')} = 'accepted';
  if not found then
    ${raise('P0002', 'There is no accepted decision of that name.', 'Look for it among the current decisions.')}
  end if;
end
`,
    comment: 'Records a decision that takes the place of an earlier one, which stays readable.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  use.options.table
    ? [
        { claim: 'access', table: register(use), app: 'read' },
        {
          claim: 'add',
          kind: 'rows',
          role: 'records',
          name: '',
          table: register(use),
          columns: recordColumns.map((c) => use.idOf<'column'>(c)),
          values: [...facts.uses().map((u) => valuesOf(facts, u)), ...facts.plain().map(plainValues)],
        },
        guard(use),
        supersede(facts, use),
      ]
    : []

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] =>
  use.options.table
    ? [
        {
          claim: 'add',
          kind: 'view',
          role: 'current',
          name: sql`current_${name(register(use))}`,
          schema: facts.object('table', register(use))?.schema ?? facts.schema,
          securityInvoker: true,
          query: sql`select ${col(use, 'id')}, ${col(use, 'title')}, ${col(use, 'subject_table')}, ${col(use, 'subject_column')}, ${col(use, 'decided_on')}, ${col(use, 'context')}, ${col(use, 'decision')}, ${col(use, 'consequences')}
from ${qualified(register(use))}
where ${col(use, 'status')} = 'accepted'`,
          comment: 'The decisions that hold today.',
        },
      ]
    : []
