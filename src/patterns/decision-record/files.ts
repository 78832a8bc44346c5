import { joinSql, name, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, UseFact } from '../../compile/api.ts'
import type { U } from './options.ts'
import { day } from './records.ts'

/** The numbers are those of the bundle's records: both count the patterns in the order of their ids, then the rest. */
const line = (n: number, title: string, subject: Sql, record: UseFact['record']): Sql => {
  const date = day(record?.date)
  return sql`${rawSql(`- ${String(n + 1).padStart(4, '0')} ${title}: `)}${subject}${rawSql(
    ` (${record?.status ?? 'accepted'}${date ? `, ${date}` : ''})`,
  )}`
}

const subjectOf = (facts: Facts, u: UseFact): Sql => {
  const column = u.target && facts.object('column', u.target)
  if (column) return sql`${name(column.table)}.${name(column.id)}`
  return u.target ? sql`${name(u.target)}` : sql`the whole design`
}

const lines = (facts: Facts): readonly Sql[] => {
  const uses = facts.uses()
  return [
    ...uses.map((u, n) => line(n, u.title, subjectOf(facts, u), u.record)),
    ...facts.plain().map((p, n) => line(uses.length + n, p.title, sql`${name(p.table)}`, p.record)),
  ]
}

const form = `# NNNN. A short title in the present tense

- Status: proposed | accepted | superseded by NNNN
- Date: YYYY-MM-DD
- Deciders:

## Context

What is the situation, and what forces a decision? Facts, no judgement.

## Options

What could be done, each with what speaks for and against it.

## Decision

What we do, in full sentences: "We ...".

## Consequences

What becomes easier, what becomes harder, what has to be done now, and what would make us think again.
`

export const files = (facts: Facts, use: U): readonly Claim<'files'>[] =>
  use.options.files
    ? [
        {
          claim: 'file',
          path: 'docs/decisions/README.md',
          text: sql`${rawSql(`# Decisions

Each pattern of the design has a record here, numbered, and so has what was decided without one. What was accepted is not rewritten: a new record takes its
place and says so. For decisions of another kind, copy template.md under the next number.

`)}${joinSql(lines(facts), '\n')}\n`,
        },
        { claim: 'file', path: 'docs/decisions/template.md', text: rawSql(form) },
      ]
    : []
