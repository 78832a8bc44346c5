/** A table with the checks of real ones: promises have to write rows that these accept. */
import { afterAll, describe, expect, it } from 'vitest'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

interface Drawn {
  readonly type: object
  /** `{}` stands for the column, `{name}` for another. */
  readonly check?: string
  readonly unique?: true
  readonly empty?: true
}
const columns: Readonly<Record<string, Drawn>> = {
  placed: { type: { base: 'date' } },
  due: { type: { base: 'date' }, check: '{} > {placed}' },
  ratio: { type: { base: 'numeric', mods: [3, 2] }, check: '{} between 0 and 1' },
  email: { type: { base: 'citext' }, check: "{} like '%@%'", unique: true },
  country: { type: { base: 'char', mods: [2] }, check: "{} ~ '^[A-Z][A-Z]$'" },
  opens: { type: { base: 'time' } },
  closes: { type: { base: 'time' }, check: '{} > {opens}' },
  meta: { type: { base: 'jsonb' }, check: "jsonb_typeof({}) = 'object'" },
  tags: { type: { base: 'text', dims: 1 }, check: 'cardinality({}) > 0' },
  sizes: { type: { base: 'integer', dims: 1 }, check: 'array_length({}, 1) = 2' },
  amount: { type: { base: 'smallint' }, check: '{} > 0' },
  price: { type: { base: 'numeric', mods: [6, 2] }, check: '{} > 0 and {} < 10000' },
  who: { type: { base: 'text' }, check: "{} in ('person', 'company')" },
  vat: { type: { base: 'text' }, check: "({who} = 'company') = ({} is not null)", empty: true },
  sku: { type: { base: 'varchar', mods: [12] }, check: "{} ~ '^[A-Z][A-Z][A-Z]-[0-9]+$'", unique: true },
}

const checked = (s: Shop): Shop => {
  const table = s.id<'table'>('orders')
  const id = (name: string) => s.id<'column'>(`orders.h_${name}`)
  return beside(
    s,
    ...Object.entries(columns).flatMap(([name, { type, check, unique, empty }]) => {
      const parts = check?.split(/\{(\w*)\}/) ?? []
      const expr = {
        text: parts.filter((_, i) => i % 2 === 0),
        refs: parts.filter((_, i) => i % 2 === 1).map((c) => ({ id: id(c || name), as: 'name' })),
      }
      const column = { kind: 'column', id: id(name), table, name: `h_${name}`, rank: `z${name}`, type }
      return [
        { ...column, ...(empty ? {} : { notNull: true }) },
        ...(check ? [{ kind: 'check', id: s.id(`orders.hc_${name}`), name: '', table, expr }] : []),
        ...(unique
          ? [{ kind: 'key', id: s.id(`orders.hk_${name}`), name: '', table, columns: [id(name)] }]
          : []),
      ]
    }),
  )
}

describe('a table with many checks', () => {
  it.each([
    'surrogate-key',
    'audit-columns',
    'enum-or-lookup',
    'jsonb-attributes',
    'money',
    'full-text-search',
    'column-encryption',
    'history-table',
    'archive-table',
    'soft-delete',
    'effective-dating',
    'exclusive-arc',
    'closure-table',
    'state-machine',
    'row-ownership',
    'outbox',
    'partition-hash',
    'blue-green-table',
  ])('keeps every promise of %s', async (pattern) => {
    const s = checked(shop())
    const h = await hold(await engines.next(), on(s, s.design, pattern, {}, 'orders'))
    const errors = h.compiled.issues.filter((i) => i.severity === 'error').map((i) => i.code)
    expect([...errors, ...h.refused, ...broken(h)]).toEqual([])
    expect(h.answers.size).toBeGreaterThan(0)
  })
})
