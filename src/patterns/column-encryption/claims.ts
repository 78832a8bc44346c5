import type { Id } from '../../base/index.ts'
import { builtIn, extensionOf, joinSql, name, qualified, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { onRow, steady } from '../kit/index.ts'
import { decrypt, find, seal } from './routines.ts'
import { isBlind, plainType, plainValue, problem, type U, works } from './sealed.ts'

/** Values for trials only: nothing in the design knows a key. */
const samples = { key: 'a key for trials', blindKey: 'another key for trials' }

export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const wrong = problem(facts, use)
  const column = facts.object('column', use.column)
  if (wrong || !column) return wrong ? [wrong] : []
  return [
    {
      claim: 'retype',
      column: use.column,
      type: builtIn('bytea'),
      unfit: plainValue(use.column),
      ...(column.default ? { default: sql`convert_to((${column.default})::text, 'UTF8')` } : {}),
    },
  ]
}

export const tables = (facts: Facts, use: U): readonly Claim<'tables'>[] => {
  if (!works(facts, use)) return []
  const { key, blindKey, reader } = use.options
  const extension = extensionOf(plainType(facts, use))
  return [
    { claim: 'add', kind: 'extension', role: 'pgcrypto', name: sql`pgcrypto` },
    // What is read is of a type that no column may have any more.
    ...(extension
      ? [{ claim: 'add', kind: 'extension', role: extension, name: sql`${extension}` } as const]
      : []),
    { claim: 'setting', name: key, sample: samples.key },
    ...(isBlind(facts, use) ? [{ claim: 'setting', name: blindKey, sample: samples.blindKey } as const] : []),
    { claim: 'role', name: reader, comment: 'May read encrypted columns in plain text.' },
  ]
}

export const columns = (facts: Facts, use: U): readonly Claim<'columns'>[] =>
  works(facts, use) && isBlind(facts, use)
    ? [
        {
          claim: 'column',
          role: 'blind',
          table: use.table,
          name: sql`${name(use.column)}_blind`,
          type: builtIn('bytea'),
          comment: 'A keyed hash of the encrypted value: equal for equal values.',
        },
      ]
    : []

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  if (!works(facts, use)) return []
  const blind = use.idOf<'column'>('blind')
  const check: Claim<'keys'> = {
    claim: 'add',
    kind: 'check',
    role: 'check',
    name: sql`${name(use.table)}_${name(use.column)}_encrypted`,
    table: use.table,
    expr: sql`substring(${name(use.column)} from 1 for 3) = '\\xc30d04'::bytea`,
  }
  if (!facts.object('column', blind)) return [check]
  const covered = [
    ...facts.of('key', use.table).map((k) => k.columns[0]),
    ...facts.of('index', use.table).map((i) => i.elements[0]?.column),
  ]
  const index: Claim<'keys'> = {
    claim: 'add',
    kind: 'index',
    role: 'index',
    name: '',
    table: use.table,
    elements: [{ column: blind }],
  }
  return [
    check,
    { claim: 'stand-in', column: use.column, by: blind },
    ...(covered.includes(use.column) ? [] : [index]),
  ]
}

/** A key over what is different each time holds nothing. The blind index stands in where it can. */
const loose = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const [t, c] = [use.table, use.column]
  const keys = facts.of('key', t).filter((k) => k.columns.some((x) => x === c))
  const indexes = facts.of('index', t).filter((i) => i.unique && i.elements.some((e) => e.column === c))
  const exclusions = facts
    .of('exclusion', t)
    .filter((x) => x.elements.some((e) => e.column === c && e.operator === '='))
  const [first] = [...keys, ...indexes, ...exclusions]
  if (!first) return []
  const why = sql`The same value is encrypted another way each time, so ${name(first.id)} cannot tell by ${name(c)} which rows of ${name(t)} are alike.`
  const blind = facts.object('column', use.idOf('blind')) !== undefined
  const off = { remedy: 'off', label: 'Do not encrypt the column' } as const
  return [
    {
      claim: 'issue',
      code: `column-encryption/${blind ? 'key' : 'unique'}`,
      severity: 'error',
      option: 'blind',
      objects: [c, t, first.id],
      message: blind ? sql`${why} What it is for needs the value itself.` : sql`${why} A blind index does.`,
      waysOut: blind
        ? [off]
        : [{ remedy: 'options', label: 'Add a blind index', set: { blind: 'always' } }, off],
    },
  ]
}

/** PostgreSQL chooses the partition before any trigger: what one changes then cannot decide about it. */
const parted = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const by: readonly Id[] = facts.partitioned(use.table)?.columns ?? []
  if (!by.includes(use.column) && !by.includes(use.idOf('blind'))) return []
  const t = sql`${name(use.table)}`
  return [
    {
      claim: 'issue',
      code: 'column-encryption/partitioned',
      severity: 'error',
      objects: [use.column, use.table],
      message: sql`${t}.${name(use.column)} decides about the partition of a row, and PostgreSQL looks for that before the value is encrypted: no row could be written. Partition ${t} by another column, or leave this one as it is.`,
      waysOut: [{ remedy: 'off', label: 'Do not encrypt the column' }],
    },
  ]
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  if (!works(facts, use)) return []
  const reader = facts.role(use.options.reader)
  const schema = facts.object('table', use.table)?.schema ?? facts.schema
  const grant = (role: string, on: Id<'schema' | 'table' | 'routine'>, what: string): Claim<'rows'> => ({
    claim: 'add',
    kind: 'grant',
    role: `grant:${role}`,
    name: '',
    on,
    to: reader,
    privileges: [what],
  })
  return [
    ...loose(facts, use),
    ...parted(facts, use),
    seal(facts, use),
    decrypt(facts, use),
    ...(facts.object('column', use.idOf('blind')) ? [find(facts, use)] : []),
    { claim: 'access', table: use.table, app: 'write' },
    grant('schema', schema, 'usage'),
    grant('table', use.table, 'select'),
    grant('decrypt', use.idOf<'routine'>('decrypt'), 'execute'),
  ]
}

export const derived = (facts: Facts, use: U): readonly Claim<'derived'>[] => {
  const t = facts.object('table', use.table)
  if (!works(facts, use) || use.options.read !== 'view' || !t) return []
  const blind = use.idOf<'column'>('blind')
  const list = steady(facts.columns(use.table))
    .filter((c) => c.id !== blind)
    .map((c) =>
      c.id === use.column
        ? sql`${qualified(use.idOf('decrypt'))}(r.${name(c.id)}) as ${name(c.id)}`
        : sql`r.${name(c.id)}`,
    )
  const alive = facts.alive(use.table)
  return [
    {
      claim: 'add',
      kind: 'view',
      role: 'view',
      name: sql`${name(use.table)}_${name(use.column)}_decrypted`,
      schema: t.schema,
      securityInvoker: true,
      query: sql`select\n  ${joinSql(list, ',\n  ')}\nfrom ${qualified(use.table)} r${alive ? sql`\nwhere ${onRow('r', alive)}` : ''}`,
      comment: `The rows with the column in plain text, for ${use.options.reader} and sessions that have the key.`,
    },
    {
      claim: 'add',
      kind: 'grant',
      role: 'grant:view',
      name: '',
      on: use.idOf<'view'>('view'),
      to: facts.role(use.options.reader),
      privileges: ['select'],
    },
  ]
}
