import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '../../../src/base/index.ts'
import { compile, proofsOf } from '../../../src/compile/index.ts'
import { applyChanges, type Design, type DesignRecord, recordsOf } from '../../../src/design/index.ts'
import type { Engine } from '../../../src/engine/index.ts'
import { pglite } from '../../engine/node.ts'
import { book, registry } from '../all.ts'
import type { Options } from '../cases/types.ts'
import { broken, hold } from '../hold.ts'
import { on } from '../on.ts'
import { beside, shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

type Column = Extract<DesignRecord, { kind: 'column' }>

const states = ['new', 'paid', 'sent']
const transitions = [
  { from: 'new', to: 'paid' },
  { from: 'paid', to: 'sent' },
]

checkVariants('state-machine', {
  'a transition twice': {
    options: () => ({ states, transitions: [...transitions, ...transitions], initial: 'new' }),
  },
  'names unlike ids': {
    options: () => ({
      states: [{ id: 'a', name: "won't pay" }, 'b'],
      transitions: [{ from: 'a', to: 'b' }],
      initial: 'a',
      terminal: ['b'],
      history: true,
    }),
    shape: { quoted: true, composite: true, target: 15 },
  },
})

checkProblems('state-machine', {
  'no states': {
    options: () => ({ states: [] }),
    code: 'state-machine/no-states',
    option: 'states',
  },
  'a state twice': {
    options: () => ({ states: [...states, { id: 'x', name: 'new' }], transitions, initial: 'new' }),
    code: 'state-machine/state-twice',
    option: 'states',
  },
  'a state that is too long': {
    options: () => ({ states: [...states, { id: 'x', name: 'ä'.repeat(40) }], transitions, initial: 'new' }),
    code: 'state-machine/state-long',
    option: 'states',
  },
  'an initial state that is none': {
    options: () => ({ states, transitions, initial: 'gone' }),
    code: 'state-machine/no-initial',
    option: 'initial',
  },
  'a transition to nowhere': {
    options: () => ({ states, transitions: [...transitions, { from: 'sent', to: 'gone' }], initial: 'new' }),
    code: 'state-machine/transition-lost',
    option: 'transitions',
  },
  'a terminal state that is none': {
    options: () => ({ states, transitions, initial: 'new', terminal: ['gone'] }),
    code: 'state-machine/terminal-gone',
    option: 'terminal',
  },
  'a way out of a terminal state': {
    options: () => ({ states, transitions, initial: 'new', terminal: ['paid'] }),
    code: 'state-machine/terminal-left',
    option: 'terminal',
  },
})

/** Switched on for a column of the orders, of which something was drawn anew. */
const forColumn = (column: string, more: Partial<Column> = {}): Design => {
  const s = shop()
  const drawn = s.design.records.get(s.id(`orders.${column}`)) as Column
  const use = `state-machine@${drawn.id}#1` as Id<'use'>
  return applyChanges(s.design, [
    { id: drawn.id, to: { ...drawn, ...more } },
    { id: use, to: { kind: 'use', id: use, pattern: 'state-machine', target: drawn.id } },
  ]).design
}

describe('columns that cannot be a state', () => {
  it.each<readonly [string, string, Design]>([
    ['a number', 'state-machine/not-text', forColumn('status', { type: { base: 'integer' } })],
    ['a list of texts', 'state-machine/not-text', forColumn('status', { type: { base: 'text', dims: 1 } })],
    ['a reference', 'state-machine/not-text', forColumn('customer_id')],
    ['a reference of text', 'state-machine/refers', forColumn('customer_id', { type: { base: 'text' } })],
  ])('%s: said, and what was drawn stays', (_, code, design) => {
    const { issues, catalog } = compile(design, registry)
    const [own, ...others] = issues.filter((i) => i.code.startsWith('state-machine/'))
    expect([own?.code, own?.option, others]).toEqual([code, 'states', []])
    expect([...catalog.values()].filter((o) => o.why?.use.startsWith('state-machine@'))).toEqual([])
    const off = applyChanges(design, own?.waysOut[0]?.changes ?? []).design
    expect(recordsOf(off, 'use')).toEqual([])
  })
})

let engine: Engine
beforeAll(async () => {
  engine = await pglite()
})
afterAll(() => engine.close())

describe('terminal states', () => {
  it.each<readonly [string, Options, readonly string[]]>([
    ['of a bare switch', { history: false }, ['closed']],
    [
      'that no transition leaves',
      {
        states: [...states, 'lost'],
        transitions: [...transitions, { from: 'new', to: 'lost' }],
        initial: 'new',
      },
      ['sent', 'lost'],
    ],
    ['that are named, too', { states, transitions, initial: 'new', terminal: ['paid'] }, ['paid']],
    [
      'where every state has a way on',
      { states, transitions: [...transitions, { from: 'sent', to: 'new' }], initial: 'new' },
      [],
    ],
  ])('%s cannot be left', async (_, options, ends) => {
    const s = shop()
    const held = await hold(engine, on(s, s.design, 'state-machine', options))
    expect([...held.refused, ...broken(held)]).toEqual([])
    const promises = proofsOf(held.compiled, book).filter((p) => p.id.endsWith('/terminal'))
    expect(promises.map((p) => p.promise.text.join('').match(/leaves (.*),/)?.[1])).toEqual(
      ends.length > 0 ? [ends.join(' or ')] : [],
    )
  })

  it('are left by no transition of the database', () => {
    const s = shop()
    const design = on(s, s.design, 'state-machine', {
      states,
      transitions,
      initial: 'new',
      terminal: ['paid'],
    })
    const { catalog, issues } = compile(design, registry)
    const allowed = [...catalog.values()].flatMap((o) => (o.kind === 'rows' ? o.values : []))
    expect(allowed).toHaveLength(1)
    expect(issues.find((i) => i.code === 'state-machine/terminal-left')?.message).toContain('paid → sent')
  })
})

it('names states as they are called, where no row gets into one', () => {
  const s = shop()
  const options = {
    states: [
      { id: 'a', name: 'begun' },
      { id: 'b', name: 'left alone' },
    ],
    transitions: [],
    initial: 'a',
    terminal: [],
  }
  const { issues } = compile(on(s, s.design, 'state-machine', options), registry)
  expect(issues.map((i) => i.code)).toEqual(['state-machine/unreachable'])
  expect(issues[0]?.message).toContain('left alone')
})

it.each([
  ['a key', { kind: 'key', columns: ['orders.status'] }, true],
  ['a key of two columns', { kind: 'key', columns: ['orders.status', 'orders.number'] }, false],
  ['a unique index', { kind: 'index', unique: true, elements: ['orders.status'] }, true],
  ['an index', { kind: 'index', elements: ['orders.status'] }, false],
  [
    'a unique index where it is there',
    { kind: 'index', unique: true, elements: ['orders.status'], where: ' is not null' },
    true,
  ],
  [
    'a unique index of one state',
    { kind: 'index', unique: true, elements: ['orders.status'], where: " = 'active'" },
    false,
  ],
])('%s over the state is told where two rows could not share one', (_, { kind, ...drawn }, told) => {
  const s = shop()
  const columns = (list: readonly string[] | undefined) => list?.map((c) => s.id<'column'>(c))
  const d = beside(s, {
    kind,
    id: s.id('alone'),
    name: '',
    table: s.id('orders'),
    ...drawn,
    ...('columns' in drawn ? { columns: columns(drawn.columns) } : {}),
    ...('where' in drawn
      ? { where: { text: ['', drawn.where], refs: [{ id: s.id('orders.status'), as: 'name' }] } }
      : {}),
    ...('elements' in drawn ? { elements: columns(drawn.elements)?.map((column) => ({ column })) } : {}),
  })
  const { issues } = compile(on(d, d.design, 'state-machine'), registry)
  expect(issues.map((i) => i.code)).toEqual(told ? ['state-machine/unique'] : [])
})
