import type { Id } from '../../base/index.ts'
import { name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { pinnedPath } from '../kit/index.ts'
import { form, natural, ownFunction, present, type U } from './key.ts'

const columnName = (facts: Facts, use: U) => {
  if (use.options.column !== '') return sql`${use.options.column}`
  return facts.primaryKey(use.table) ? sql`${name(use.table)}_id` : sql`id`
}

const lost = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const { natural: wanted } = use.options
  const own = new Set<Id>(facts.columns(use.table).map((c) => c.id))
  const left = wanted.filter((c) => own.has(c))
  if (left.length === wanted.length) return []
  return [
    {
      claim: 'issue',
      code: 'surrogate-key/natural-gone',
      severity: 'error',
      objects: [use.table],
      option: 'natural',
      message: sql`A column of the natural key is not in ${name(use.table)}, so that key is left out.`,
      waysOut: [
        { remedy: 'options', label: 'Leave the column out of the natural key', set: { natural: left } },
      ],
    },
  ]
}

/** The key is known before anything else is made of the table, so that whatever copies keys copies this one. */
export const shape = (facts: Facts, use: U): readonly Claim<'shape'>[] => {
  const key = present(facts, use)
  const f = form(facts, use)
  if (key) return [...lost(facts, use), { claim: 'retype', column: key.id, ...f }]
  const id = use.idOf<'column'>('id')
  return [
    ...lost(facts, use),
    {
      claim: 'column',
      role: 'id',
      table: use.table,
      name: columnName(facts, use),
      type: f.type,
      notNull: true,
      first: true,
      ...(f.default ? { default: f.default } : {}),
      ...(f.identity ? { identity: f.identity } : {}),
    },
    { claim: 'primary', role: 'pk', table: use.table, columns: [id] },
  ]
}

const same = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((c) => b.includes(c))

export const keys = (facts: Facts, use: U): readonly Claim<'keys'>[] => {
  const columns = natural(facts, use)
  const known =
    facts.of('key', use.table).some((k) => same(k.columns, columns)) ||
    facts.of('index', use.table).some((i) => {
      const own = i.elements.flatMap((e) => e.column ?? [])
      return i.unique && own.length === i.elements.length && same(own, columns)
    })
  if (columns.length === 0 || known) return []
  return [{ claim: 'add', kind: 'key', role: 'natural', name: '', table: use.table, columns }]
}

/** RFC 9562: 48 bits of milliseconds, 12 of their fraction, the rest random. */
const body = rawSql(`
select encode(
  set_byte(
    set_byte(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send(micros / 1000) from 3) from 1 for 6),
      6, 112 | ((micros % 1000 * 4096 / 1000) >> 8)::integer
    ),
    7, ((micros % 1000 * 4096 / 1000) & 255)::integer
  ),
  'hex'
)::uuid
from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) as clock
`)

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] =>
  ownFunction(facts, use)
    ? [
        {
          claim: 'add',
          kind: 'routine',
          role: 'uuidv7',
          name: sql`${name(use.table)}_uuidv7`,
          schema: facts.object('table', use.table)?.schema ?? facts.schema,
          params: [],
          returns: rawSql('uuid'),
          language: 'sql',
          settings: pinnedPath,
          body,
          comment:
            'A UUID of version 7: it begins with the time, so later ones are greater. PostgreSQL 18 has this built in.',
        },
      ]
    : []
