import type { Id } from '../../base/index.ts'
import { builtIn, type DataType, name, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Unfit, Use } from '../../compile/api.ts'
import { clauseOf, isByHand, ofExtension } from '../kit/index.ts'
import type { Options } from './options.ts'

export type U = Use<Options>

/** What the column held before. */
export const plainType = (facts: Facts, use: U): DataType =>
  facts.retyped(use.column)?.was ?? facts.object('column', use.column)?.type ?? builtIn('text')

const mentionsColumn = (s: Sql | undefined, column: Id): boolean =>
  s?.refs.some((r) => r.id === column) === true

/** What compares, computes or references the plain value, as people drew it. */
const obstacles = (facts: Facts, use: U): readonly Id[] => {
  const [t, c] = [use.table, use.column]
  const holds = (columns: readonly Id[]): boolean => columns.includes(c)
  return [
    ...facts.of('check', t).filter((k) => mentionsColumn(k.expr, c)),
    ...facts
      .of('index', t)
      .filter(
        (i) =>
          mentionsColumn(i.where, c) ||
          i.elements.some(
            (e) =>
              mentionsColumn(e.expr, c) ||
              (e.column === c &&
                (e.opclass !== undefined || (i.method !== undefined && i.method !== 'btree'))),
          ),
      ),
    ...facts
      .of('exclusion', t)
      .filter((x) => x.elements.some((e) => e.column === c || mentionsColumn(e.expr, c))),
    ...facts.of('fk', t).filter((f) => holds(f.columns)),
    ...facts.referencesTo(t).filter((f) => holds(f.refColumns)),
    ...facts.of('key', t).filter((k) => k.primary && holds(k.columns)),
    ...facts.columns(t).filter((o) => mentionsColumn(o.generated?.expr, c)),
    ...facts.of('policy', t).filter((p) => mentionsColumn(p.using, c) || mentionsColumn(p.check, c)),
  ]
    .filter(isByHand)
    .map((o) => o.id)
}

const isNull = /^\s*is\s+(?:not\s+)?null\b/i
const namedAs = /^(?:\s*\b(?:as\s+)?(?!from\b)(?:\w+|"[^"]*"))?\s*(?:,|\bfrom\b|$)/i
const beginsItem = /(?:\bselect|,)\s*(?:(?:\w+|"[^"]*")\s*\.\s*)?$/i
/** What compares whole rows of a query. */
const comparesRows = /\b(?:distinct|union|intersect|except|group)\b/i
const changes = /\bdistinct\s+from\b/i

const given = (q: Sql, i: number): boolean =>
  clauseOf(q, i) === 'select' && beginsItem.test(q.text[i] ?? '') && namedAs.test(q.text[i + 1] ?? '')

/** Every mention of the column is one of these, or asks whether it is there. */
const only = (s: Sql, column: Id, is: (i: number) => boolean): boolean =>
  s.refs.every((r, i) => r.id !== column || isNull.test(s.text[i + 1] ?? '') || is(i))

/** Drawn queries, and conditions of triggers, that do more than to hand the value on: what is encrypted is a text of bytes. */
export const plainValue = (column: Id): Unfit => ({
  does: 'what needs its plain value',
  is: (o) => {
    if (o.kind === 'view' || o.kind === 'matview')
      return (
        mentionsColumn(o.query, column) &&
        (comparesRows.test(o.query.text.join(' ')) || !only(o.query, column, (i) => given(o.query, i)))
      )
    const { when } = o.kind === 'trigger' ? o : {}
    return (
      when !== undefined &&
      !only(when, column, (i) => changes.test(when.text[i] ?? '') || changes.test(when.text[i + 1] ?? ''))
    )
  },
})

export const problem = (facts: Facts, use: U): IssueClaim | undefined => {
  const column = facts.object('column', use.column)
  const stands = obstacles(facts, use)
  const [first] = stands
  const off = { remedy: 'off', label: 'Do not encrypt the column' } as const
  const issue = (code: string, message: Sql): IssueClaim => ({
    claim: 'issue',
    code: `column-encryption/${code}`,
    severity: 'error',
    objects: [use.column, use.table, ...stands],
    message: sql`${name(use.table)}.${name(use.column)} ${message}`,
    waysOut: [off],
  })
  if (column?.generated || column?.identity)
    return issue('computed', sql`is computed by the database, so nothing could be kept from it.`)
  return first === undefined
    ? undefined
    : issue(
        'compared',
        sql`cannot be encrypted while ${facts.object('column', first) ? 'a generated column' : name(first)} needs its plain value${stands.length > 1 ? ', and others do too' : ''}. Delete that first, or leave the column as it is.`,
      )
}

/** The column is encrypted by this use. */
export const works = (facts: Facts, use: U): boolean => facts.retyped(use.column)?.use === use.id

/** Whether the column has a keyed hash beside it: asked for, or needed by what was drawn. */
export const isBlind = (facts: Facts, use: U): boolean => {
  const { blind } = use.options
  if (blind !== 'where needed') return blind === 'always'
  return (
    facts.of('key', use.table).some((k) => k.columns.some((c) => c === use.column)) ||
    facts.of('index', use.table).some((i) => i.elements.some((e) => e.column === use.column))
  )
}

/** A function of pgcrypto, wherever the extension lives. */
export const crypto = (facts: Pick<Facts, 'extension'>, called: string): Sql =>
  ofExtension(facts, 'pgcrypto', called)

/** A setting of the session as text; '' and unset read as NULL. */
export const reading = (setting: string): Sql =>
  rawSql(`nullif(current_setting(${quoteLiteral(setting)}, true), '')`)
