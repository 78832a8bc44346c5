/** Tables whose rows exclude each other by more than a key: where rows have versions, only those that hold together do. */
import { afterAll, describe, expect, it } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { registry } from './all.ts'
import { broken, hold } from './hold.ts'
import { on } from './on.ts'
import { rotating } from './rotating.ts'
import { beside, type Shop, shop } from './shop.ts'

const engines = rotating()
afterAll(() => engines.close())

interface Drawn {
  readonly method: string
  readonly by: readonly (readonly [column: string, operator: string])[]
}

const drawn: Readonly<Record<string, Drawn>> = {
  'two bookings at once': {
    method: 'gist',
    by: [
      ['room', '='],
      ['during', '&&'],
    ],
  },
  'one room each, by gist': { method: 'gist', by: [['room', '=']] },
  'one room each, by btree': { method: 'btree', by: [['room', '=']] },
  'one room each, by hash': { method: 'hash', by: [['room', '=']] },
}

const excluding = (s: Shop, { method, by }: Drawn): Shop => {
  const table = s.id<'table'>('orders')
  const column = (name: string, base: string) => ({
    kind: 'column',
    id: s.id<'column'>(`orders.${name}`),
    table,
    name,
    rank: `y${name}`,
    type: { base },
    notNull: true,
  })
  const elements = by.map(([c, operator]) => ({ column: s.id<'column'>(`orders.${c}`), operator }))
  return beside(s, column('room', 'text'), column('during', 'tstzrange'), {
    kind: 'exclusion',
    id: s.id('orders_excl'),
    name: '',
    table,
    method,
    elements,
  })
}

describe.each(Object.entries(drawn))('%s', (_, how) => {
  it.each([
    ['effective-dating', {}, 18],
    ['effective-dating', { form: 'pair' }, 15],
    ['bitemporal', {}, 18],
    ['bitemporal', {}, 15],
  ] as const)('is told of versions that hold together, by %s %o for %s', async (pattern, options, target) => {
    const s = excluding(shop({ target }), how)
    const h = await hold(await engines.next(), on(s, s.design, pattern, options, 'orders'))
    expect(h.compiled.issues.filter((i) => i.severity === 'error')).toEqual([])
    expect([...h.refused, ...broken(h)]).toEqual([])
    expect(h.answers.size).toBeGreaterThan(4)
    const made = h.compiled.catalog.get(s.id('orders_excl'))
    expect(made?.kind === 'exclusion' && made.elements.slice(0, how.by.length)).toMatchObject(
      how.by.map(([c, operator]) => ({ column: s.id(`orders.${c}`), operator })),
    )
  })
})

it('is told where its method has no place for periods', () => {
  const s = excluding(shop(), { method: 'spgist', by: [['during', '&&']] })
  const { issues } = compile(on(s, s.design, 'effective-dating', {}, 'orders'), registry)
  expect(issues.map((i) => [i.code, i.objects[0]])).toEqual([['timed/exclusion-stays', s.id('orders_excl')]])
})
