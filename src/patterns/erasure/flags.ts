import type { Id } from '../../base/index.ts'
import { name, type Sql, sql, type Template } from '../../catalog/index.ts'
import type { Facts, IssueClaim, Nameless, Remedy, Use } from '../../compile/api.ts'
import { isByHand } from '../kit/index.ts'
import type { Flag, How, Options } from './options.ts'
import { constantOf, looksLike, takesHash } from './values.ts'

export type U = Use<Options>
type Column = Nameless<'column'>

/** A flagged column as erasing treats it. */
export interface Erased {
  readonly column: Column
  readonly how: 'null' | 'constant' | 'hash'
  readonly constant?: Sql
}

type Verdict = Erased | { readonly kept: true } | { readonly issue: IssueClaim; readonly instead?: Erased }

const others = (use: U, flag: Flag, how: How | undefined): Remedy => ({
  remedy: 'options',
  label:
    how === undefined
      ? 'Take the column out of the list'
      : { null: 'Use null', constant: 'Use a constant', hash: 'Use a pseudonym', keep: 'Keep the value' }[
          how
        ],
  set: {
    columns: use.options.columns.flatMap((f) =>
      f !== flag ? [f] : how === undefined ? [] : [{ ...f, how, value: '' }],
    ),
  },
})

const issue = (
  use: U,
  flag: Flag,
  code: string,
  message: Template,
  ways: readonly (How | undefined)[],
): IssueClaim => ({
  claim: 'issue',
  code: `erasure/${code}`,
  severity: 'error',
  objects: [flag.column],
  option: 'columns',
  message,
  waysOut: ways.map((w) => others(use, flag, w)),
})

const inUnique = (facts: Facts, c: Column): boolean =>
  facts.of('key', c.table).some((k) => !k.primary && k.columns.includes(c.id)) ||
  facts.of('index', c.table).some((i) => i.unique && i.elements.some((e) => e.column === c.id))

const identifies = (facts: Facts, c: Column): boolean =>
  facts.primaryKey(c.table)?.columns.includes(c.id) === true ||
  facts.of('fk', c.table).some((f) => f.columns.includes(c.id)) ||
  facts.referencesTo(c.table).some((f) => f.refColumns.includes(c.id))

const judge = (facts: Facts, use: U, flag: Flag): Verdict => {
  const column = facts.object('column', flag.column)
  if (!column)
    return {
      issue: issue(use, flag, 'no-column', sql`A column in the list of personal data is not in the design.`, [
        undefined,
      ]),
    }
  const at = sql`${name(column.table)}.${name(column.id)}`
  if (flag.how === 'keep') return { kept: true }
  if (column.generated || column.identity)
    return {
      issue: issue(
        use,
        flag,
        'computed',
        sql`${at} is computed by PostgreSQL and can't be overwritten. Flag the columns that it is computed from.`,
        [undefined],
      ),
    }
  if (identifies(facts, column))
    return {
      issue: issue(
        use,
        flag,
        'key',
        sql`${at} identifies rows or points at one, so erasing it would break references. Give the row a key without meaning, and flag what describes the person.`,
        [undefined],
      ),
    }
  const taken = looksLike(column, flag.value)
  const constant = constantOf(facts, column, taken ? flag.value : '', use.options.tombstone)
  const asNull: Erased = { column, how: 'null' }
  const asHash: Erased = { column, how: 'hash' }
  const asConstant: Erased | undefined = constant ? { column, how: 'constant', constant } : undefined
  // Without a value that was written for another way of erasing.
  const plain = constantOf(facts, column, '', use.options.tombstone) && !inUnique(facts, column)
  const sure: How = takesHash(column) ? 'hash' : !column.notNull ? 'null' : plain ? 'constant' : 'keep'
  const best = takesHash(column) ? asHash : column.notNull ? asConstant : asNull
  const problem = (code: string, message: Sql, ...ways: readonly (How | undefined)[]): Verdict => ({
    issue: issue(use, flag, code, message, ways),
    ...(best ? { instead: best } : {}),
  })
  if (flag.how === 'null')
    return column.notNull
      ? problem(
          'not-null',
          sql`${at} may not be null, so erasing it to null would fail. Use a pseudonym or a constant.`,
          sure,
        )
      : asNull
  if (flag.how === 'hash')
    return takesHash(column)
      ? asHash
      : problem(
          'hash-type',
          sql`${at} has no room for a pseudonym, which is a text of at least 19 characters. Use ${column.notNull ? 'a constant' : 'null'}.`,
          sure,
        )
  if (!taken)
    return {
      issue: issue(
        use,
        flag,
        'constant-type',
        sql`"${flag.value}" is no value that ${at} can hold. Write another, or leave it to Damask.`,
        [plain ? 'constant' : sure],
      ),
      ...(asConstant ? { instead: asConstant } : {}),
    }
  if (!asConstant)
    return problem(
      'no-constant',
      sql`${at} has a type whose empty value Damask does not know. Write the constant${column.notNull ? '' : ', or use null'}.`,
      sure,
    )
  return inUnique(facts, column)
    ? problem(
        'unique-constant',
        sql`${at} is unique, so a constant could be written for one person only. Use ${takesHash(column) ? 'a pseudonym' : 'null'}.`,
        sure,
      )
    : asConstant
}

/** Flagged columns by table, in the order of the list. */
export const erasedColumns = (facts: Facts, use: U): ReadonlyMap<Id, readonly Erased[]> => {
  const out = new Map<Id, Erased[]>()
  const seen = new Set<Id>()
  for (const flag of use.options.columns) {
    const v = judge(facts, use, flag)
    const e = 'column' in v ? v : 'issue' in v ? v.instead : undefined
    if (!e || seen.has(e.column.id)) continue
    seen.add(e.column.id)
    out.set(e.column.table, [...(out.get(e.column.table) ?? []), e])
  }
  return out
}

export const flagIssues = (facts: Facts, use: U): readonly IssueClaim[] =>
  use.options.columns.flatMap((f) => {
    const v = judge(facts, use, f)
    return 'issue' in v ? [v.issue] : []
  })

/**
 * The table of the persons: the chosen one, or that of the first flagged column which someone drew. A column that was
 * moved to a companion is still about the rows beside which that stands.
 */
export const subjectTable = (facts: Facts, use: U): Id<'table'> | undefined => {
  const { subject, columns } = use.options
  if (subject && facts.object('table', subject)) return subject
  for (const f of columns) {
    const c = facts.object('column', f.column)
    if (c && facts.mirrored(c.table) === undefined) return facts.beside(c.table) ?? c.table
  }
  return undefined
}

/** Drawn columns of text that can take a pseudonym: no check has a say in them, and nothing is identified by them. */
export const openTexts = (facts: Facts): readonly Column[] =>
  facts
    .tables()
    .filter((t) => isByHand(t) && facts.primaryKey(t.id))
    .flatMap((t) => {
      const checked = new Set<Id>(facts.of('check', t.id).flatMap((k) => k.expr.refs.map((r) => r.id)))
      return facts
        .columns(t.id)
        .filter(
          (c) =>
            isByHand(c) &&
            !c.generated &&
            !c.identity &&
            takesHash(c) &&
            !checked.has(c.id) &&
            !identifies(facts, c),
        )
    })
