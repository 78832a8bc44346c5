import type { Id } from '../../base/index.ts'
import { builtIn, name, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Remedy } from '../../compile/api.ts'
import { eraseRoutine, scrubRoutine } from './erase.ts'
import { erasedColumns, flagIssues, openTexts, subjectTable, type U } from './flags.ts'
import { ambiguous, personKey, roots } from './reach.ts'
import { requestColumns, requestKeys, requestTables } from './request-tables.ts'
import { requestRoutines } from './requests.ts'

/** A list to begin with: names and addresses are texts, and a pseudonym fits each of them. */
const startingList = (facts: Facts): readonly Remedy[] => {
  const columns = openTexts(facts)
  return columns.length === 0
    ? []
    : [
        {
          remedy: 'options',
          label: 'Begin with every column of text, and take out what is not personal',
          set: { columns: columns.map((c) => ({ column: c.id, how: 'hash', value: '' })) },
        },
      ]
}

const empty = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  use.options.columns.length > 0
    ? []
    : [
        {
          claim: 'issue',
          code: 'erasure/nothing-flagged',
          severity: 'warning',
          objects: [use.id],
          option: 'columns',
          message: sql`No column is flagged as personal data yet, so nothing is erased. List the columns that hold personal data.`,
          waysOut: [...startingList(facts), { remedy: 'off', label: 'Switch erasure off' }],
        },
      ]

const lostSubject = (facts: Facts, use: U): readonly Claim<'tables'>[] =>
  use.options.subject && !facts.object('table', use.options.subject)
    ? [
        {
          claim: 'issue',
          code: 'erasure/no-subject',
          severity: 'error',
          objects: [use.id],
          option: 'subject',
          message: sql`The table of the persons is not in the design. Choose another, or leave it to the first flagged column.`,
          waysOut: [
            {
              remedy: 'options',
              label: 'Use the table of the first flagged column',
              set: { subject: undefined },
            },
          ],
        },
      ]
    : []

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => [
  ...empty(facts, use),
  ...lostSubject(facts, use),
  ...requestTables(facts, use),
]

/** Tables whose rows are marked: those of flagged columns that someone drew. */
const marked = (facts: Facts, use: U) =>
  use.options.mark ? [...erasedColumns(facts, use).keys()].flatMap((t) => facts.object('table', t) ?? []) : []

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] => [
  ...requestColumns(facts, use),
  ...marked(facts, use).map(
    (t): Claim<'columns'> => ({
      claim: 'column',
      role: `erased_at:${t.id}`,
      table: t.id as Id<'table'>,
      name: sql`erased_at`,
      type: builtIn('timestamptz'),
      comment: 'When the personal data of the row was erased.',
    }),
  ),
]

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => requestKeys(facts, use)

const keyless = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const subject = subjectTable(facts, use)
  const reached = new Set<Id>(roots(facts, use).flatMap((r) => r.reached.map((x) => x.table)))
  const tables = new Set([...(subject ? [subject] : []), ...erasedColumns(facts, use).keys()])
  return [...tables].flatMap((t): readonly Claim<'rows'>[] =>
    personKey(facts, t).length > 0 || reached.has(t)
      ? []
      : [
          {
            claim: 'issue',
            code: 'erasure/no-key',
            severity: 'error',
            objects: [t],
            option: 'columns',
            message: sql`${name(t)} has no primary key, so no one can say whose row to erase. Give it one.`,
            waysOut: [
              {
                remedy: 'options',
                label: 'Take its columns out of the list',
                set: {
                  columns: use.options.columns.filter((f) => facts.object('column', f.column)?.table !== t),
                  ...(use.options.subject === t ? { subject: undefined } : {}),
                },
              },
              { remedy: 'off', label: 'Switch erasure off' },
            ],
          },
        ],
  )
}

const apart = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const [first, ...more] = roots(facts, use)
  if (!first) return []
  return [
    ...more.map(
      (r): Claim<'rows'> => ({
        claim: 'issue',
        code: 'erasure/apart',
        severity: 'info',
        objects: [r.table],
        option: 'columns',
        message: sql`Erasing a row of ${name(first.table)} does not reach ${name(r.table)}, which has a function of its own for that.`,
      }),
    ),
    ...ambiguous(facts, use).map(
      (t): Claim<'rows'> => ({
        claim: 'issue',
        code: 'erasure/several-references',
        severity: 'info',
        objects: [t],
        option: 'follow',
        message: sql`${name(t)} references ${name(first.table)} more than once; erasing follows the first reference only, since the others may be someone else's rows.`,
      }),
    ),
  ]
}

/** Keys and references are known by now, those that other patterns made included. */
export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => [
  ...flagIssues(facts, use),
  ...keyless(facts, use),
  ...apart(facts, use),
  { claim: 'access', table: use.idOf<'table'>('requests'), app: 'read' },
  { claim: 'access', table: use.idOf<'table'>('steps'), app: 'read' },
]

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const schema = facts.object('table', use.idOf('requests'))?.schema ?? facts.schema
  return [
    scrubRoutine(use, schema),
    ...roots(facts, use).map((r) => eraseRoutine(facts, use, r)),
    ...requestRoutines(facts, use),
  ]
}
