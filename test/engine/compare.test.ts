import { describe, expect, it } from 'vitest'
import { type Catalog, type Obj, rawSql, type Sql } from '../../src/catalog/index.ts'
import { differences, equalCatalogs } from '../../src/engine/compare.ts'

const of = (...objects: readonly Obj[]): Catalog => new Map(objects.map((o) => [o.id, o]))

/** A table with a column, under ids that start with `p`. */
const table = (p: string, column: Partial<Obj<'column'>> = {}): readonly Obj[] => [
  { kind: 'schema', id: `${p}s`, name: 'public' },
  { kind: 'table', id: `${p}t`, name: 't', schema: `${p}s` },
  { kind: 'column', id: `${p}a`, name: 'a', table: `${p}t`, rank: 'a', type: { base: 'integer' }, ...column },
]
const role = (p: string): Obj => ({ kind: 'role', id: `${p}r`, name: 'app' })
const check = (p: string, expr: Sql): Obj => ({ kind: 'check', id: `${p}c`, name: 'c', table: `${p}t`, expr })
const ofColumn = (p: string, more: Partial<Sql> = {}): Sql => ({
  text: ['', ' > 0'],
  refs: [{ id: `${p}a`, as: 'name' }],
  ...more,
})
const grant = (p: string, id: string, more: Partial<Obj<'grant'>>): Obj =>
  ({
    kind: 'grant',
    id: p + id,
    name: '',
    on: `${p}t`,
    to: `${p}r`,
    privileges: ['select'],
    ...more,
  }) as Obj<'grant'>

describe('catalogs with different ids', () => {
  it.each<[string, readonly Obj[], readonly Obj[]]>([
    ['the same objects', table('x'), table('y')],
    [
      'a length of one and none',
      table('x', { type: { base: 'char' } }),
      table('y', { type: { base: 'char', mods: [1] } }),
    ],
    [
      'a scale of nought and none',
      table('x', { type: { base: 'numeric', mods: [9] } }),
      table('y', { type: { base: 'numeric', mods: [9, 0] } }),
    ],
    [
      'NOT NULL spelled out in a primary key',
      [...table('x'), { kind: 'key', id: 'xk', name: 'k', table: 'xt', primary: true, columns: ['xa'] }],
      [
        ...table('y', { notNull: true }),
        { kind: 'key', id: 'yk', name: 'k', table: 'yt', primary: true, columns: ['ya'] },
      ],
    ],
    [
      'an expression by its column',
      [...table('x'), check('x', ofColumn('x'))],
      [...table('y'), check('y', ofColumn('y'))],
    ],
    [
      'an expression by its text',
      [...table('x'), check('x', ofColumn('x'))],
      [...table('y'), check('y', rawSql('a  > 0', true))],
    ],
    [
      'an expression by its server form',
      [...table('x'), check('x', ofColumn('x', { server: 'q' }))],
      [...table('y'), check('y', { ...rawSql('0 < a'), server: 'q' })],
    ],
    [
      'grants however they are grouped',
      [...table('x'), role('x'), grant('x', '1', { privileges: ['SELECT', 'INSERT'] })],
      [
        ...table('y'),
        role('y'),
        grant('y', '1', { privileges: ['insert'] }),
        grant('y', '2', { privileges: ['select'] }),
      ],
    ],
    [
      'members that are false and absent',
      [...table('x'), { ...role('x'), login: false } as Obj],
      [...table('y'), role('y')],
    ],
  ])('are equal with %s', (_, a, b) => {
    expect(differences(of(...a), of(...b))).toEqual([])
    expect(equalCatalogs(of(...b), of(...a))).toBe(true)
  })

  it.each<[string, readonly Obj[], readonly Obj[], object]>([
    [
      'a type',
      table('x'),
      table('y', { type: { base: 'bigint' } }),
      { kind: 'column', member: 'type', sameness: 'different' },
    ],
    [
      'NOT NULL',
      table('x'),
      table('y', { notNull: true }),
      { member: 'notNull', sameness: 'different', right: 'true' },
    ],
    ['a comment', table('x', { comment: 'x' }), table('y'), { member: 'comment', sameness: 'different' }],
    [
      'a missing object',
      [...table('x'), role('x')],
      table('y'),
      { kind: 'role', sameness: 'different', left: 'exists' },
    ],
    ['a name', table('x', { name: 'b' }), table('y'), { kind: 'column', left: 'exists' }],
    [
      'an expression, which is not known',
      [...table('x'), check('x', ofColumn('x'))],
      [...table('y'), check('y', rawSql('0 < a'))],
      { member: 'expr', sameness: 'unknown' },
    ],
    [
      'server forms',
      [...table('x'), check('x', ofColumn('x', { server: 'p' }))],
      [...table('y'), check('y', ofColumn('y', { server: 'q' }))],
      { member: 'expr', sameness: 'different' },
    ],
    [
      'columns of a grant',
      [...table('x'), role('x'), grant('x', '1', { columns: ['xa'] })],
      [...table('y'), role('y'), grant('y', '1', {})],
      { kind: 'grant', sameness: 'different' },
    ],
    [
      'the order of columns',
      [
        ...table('x'),
        { kind: 'column', id: 'xb', name: 'b', table: 'xt', rank: 'b', type: { base: 'text' } },
      ],
      [
        ...table('y', { rank: 'c' }),
        { kind: 'column', id: 'yb', name: 'b', table: 'yt', rank: 'b', type: { base: 'text' } },
      ],
      { member: 'order', left: 'a,b', right: 'b,a' },
    ],
  ])('differ by %s', (_, a, b, found) => {
    expect(differences(of(...a), of(...b))[0]).toMatchObject(found)
    expect(equalCatalogs(of(...a), of(...b))).toBe('sameness' in found && found.sameness === 'unknown')
  })
})
