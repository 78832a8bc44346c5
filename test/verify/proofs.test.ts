import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { name, type Obj, rawSql, sql } from '../../src/catalog/index.ts'
import type { Made, Proof } from '../../src/compile/index.ts'
import type { Engine } from '../../src/engine/index.ts'
import { createPgMem } from '../../src/engine/pgmem/engine.ts'
import { emit } from '../../src/sql/index.ts'
import {
  type Answer,
  disagreements,
  mutants,
  renderProof,
  runProof,
  runProofs,
  runScript,
} from '../../src/verify/index.ts'
import { catalogOf, check, fk, madeOf, primary, t, table, unique } from './fixture.ts'
import { pgliteEngine } from './pglite.ts'
import { promises, proof, shop, shopMade } from './shop.ts'

let engine: Engine
beforeAll(async () => {
  engine = await pgliteEngine()
}, 60_000)
afterAll(() => engine.close())

const load = async (made: Pick<Made, 'catalog'>): Promise<void> => {
  const verdict = await engine.load(made.catalog, emit(made.catalog, 18))
  expect(verdict.errors).toEqual([])
}
const scriptOf = (p: Proof) => {
  const script = renderProof(p, shopMade)
  if (!script.ok) throw new Error(script.error.because)
  return script.value
}

describe('promises', () => {
  it('hold on the catalog that makes them', async () => {
    await load(shopMade)
    const order: string[] = []
    const answers = await runProofs(engine, shopMade, promises, { onAnswer: (p) => order.push(p.id) })
    expect([...answers.values()].filter((a) => a.verdict !== 'held')).toEqual([])
    expect(order).toEqual(promises.map((p) => p.id))
  })

  it.each(
    promises
      .filter((p) => p.id !== 'use/known values')
      .flatMap((p) => mutants(p, shop).map((m) => ({ p, m, title: `${p.id} without ${m.what}` }))),
  )('are broken: $title', async ({ p, m }) => {
    await load(m)
    const answer = await runScript(engine, scriptOf(p), [])
    expect(answer.verdict).toBe('broken')
    expect(answer).not.toMatchObject({ error: { sqlstate: expect.stringMatching(/^42[^5]|^42501/) } })
  })

  it('stop when asked to', async () => {
    await load(shopMade)
    const stop = new AbortController()
    const answers = await runProofs(engine, shopMade, promises, {
      onAnswer: () => stop.abort(),
      signal: stop.signal,
    })
    expect(answers.size).toBe(1)
  })
})

describe('scripts', () => {
  it('are static: the same proof renders to the same text', () => {
    for (const p of promises) expect(scriptOf(p)).toEqual(scriptOf(p))
  })
  it('say what they promise by name', () => {
    expect(promises.map((p) => scriptOf(p).promise)).toContain('touched of orders')
  })
  it('arrange parents past row level security and act as the role with its tenant and actor', () => {
    const [tenants, parents, act] = scriptOf(
      proof('x', [], { as: 'app', tenant: 'b', actor: null, steps: [{ insert: 'orders', row: 'a' }] }),
    ).transactions
    expect(tenants?.role).toBe('app_maintenance')
    expect(parents).toMatchObject({
      role: 'app_maintenance',
      settings: { 'app.current_user': 'alice', 'app.current_tenant': '1002' },
    })
    expect(act).toMatchObject({ role: 'app_user', settings: { 'app.current_tenant': '1002' } })
    expect(act?.settings).not.toHaveProperty('app.current_user')
  })
  it('act as the owner where the design has no application role', () => {
    const made = madeOf(catalogOf(table('x', { id: { type: t('bigint') } }), primary('x', 'id')))
    const script = renderProof(proof('x', [], { as: 'app', steps: [{ insert: 'x', row: 'a' }] }), {
      ...made,
      catalog: new Map([...made.catalog, ['orders', made.catalog.get('x') as Obj]]),
    })
    expect(script.ok && script.value.transactions.map((tx) => tx.role)).toEqual(['damask_owner'])
  })
})

describe('answers', () => {
  const reds: readonly (readonly [string, Proof, RegExp])[] = [
    [
      'a count',
      proof('n', [], { as: 'owner', steps: [{ run: [rawSql('select 1')], expect: { count: 2 } }] }),
      /expected 2 rows, got 1/,
    ],
    [
      'rows',
      proof('n', [], {
        as: 'owner',
        steps: [{ run: [rawSql("select null, 'x'")], expect: { rows: [['y', 'x']] } }],
      }),
      /expected \(y, x\), got \(NULL, x\)/,
    ],
    [
      'an acceptance',
      proof('n', [], { as: 'owner', steps: [{ run: [rawSql('select 1')], expect: { refused: ['23505'] } }] }),
      /should have been refused/,
    ],
    [
      'another SQLSTATE',
      proof('n', [], {
        as: 'owner',
        steps: [{ run: [rawSql('select 1/0')], expect: { refused: ['23505'] } }],
      }),
      /got 22012/,
    ],
    [
      'an error',
      proof('n', [], {
        as: 'owner',
        steps: [{ run: [rawSql('select nonsense')], expect: { anything: true } }],
      }),
      /nonsense/,
    ],
    [
      'another constraint',
      proof('n', [], {
        as: 'app',
        steps: [
          {
            insert: 'orders',
            row: 'a',
            values: { 'orders.odd "name"': -1 },
            expect: { refused: ['23514'], by: 'orders_pkey' },
          },
        ],
      }),
      /positive did/,
    ],
    [
      'a commit that passes',
      proof('n', [], { as: 'owner', steps: [], commit: { refused: ['23503'] } }),
      /should have been refused/,
    ],
  ]
  it.each(reds)('are broken by %s', async (_, p, because) => {
    await load(shopMade)
    const a = await runProof(engine, shopMade, p)
    expect(a).toMatchObject({ verdict: 'broken', because: expect.stringMatching(because) })
  })

  it('name the gap in what the promise rests on or writes, and no other', async () => {
    await load(shopMade)
    const [p] = promises.filter((x) => x.id === 'use/touched')
    if (!p) throw new Error('no proof')
    const gap = (object: string) => ({ object, feature: 'trigger', message: 'no triggers' })
    expect(await runProof(engine, shopMade, p, [gap('touched'), gap('else')])).toMatchObject({
      verdict: 'gap',
      gaps: [{ object: 'touched' }],
    })
    expect(await runProof(engine, shopMade, p, [gap('tenants')])).toMatchObject({ verdict: 'gap' })
    expect(await runProof(engine, shopMade, p, [gap('else')])).toMatchObject({ verdict: 'held' })
  })

  it('say of which table there is no row, and why', async () => {
    const impossible = madeOf(
      catalogOf(
        table('x', { n: { type: t('integer'), notNull: true } }),
        check('x', 'never', '{n} > 5 and {n} < 5'),
        table('orders', {}),
      ),
    )
    expect(
      await runProof(engine, impossible, proof('x', [], { as: 'owner', steps: [{ insert: 'x', row: 'a' }] })),
    ).toMatchObject({ verdict: 'no-row', table: 'x', because: expect.stringContaining('never') })
    const odd = madeOf(
      catalogOf(table('x', { n: { type: t('geometry'), notNull: true } }), table('orders', {})),
    )
    expect(
      await runProof(engine, odd, proof('x', [], { as: 'owner', steps: [{ insert: 'x', row: 'a' }] })),
    ).toMatchObject({ verdict: 'no-row', because: expect.stringContaining('type of column n') })
    const circle = madeOf(
      catalogOf(
        table('a', { id: { type: t('integer') }, b: { type: t('integer'), notNull: true } }),
        primary('a', 'id'),
        fk('a', ['b'], 'b', ['id']),
        table('b', { id: { type: t('integer') }, a: { type: t('integer'), notNull: true } }),
        primary('b', 'id'),
        fk('b', ['a'], 'a', ['id']),
        table('orders', {}),
      ),
    )
    expect(
      await runProof(engine, circle, proof('x', [], { as: 'owner', steps: [{ insert: 'a', row: 'a' }] })),
    ).toMatchObject({ verdict: 'no-row', because: expect.stringContaining('needs a row') })
  })

  it('take an error of pg-mem that refuses no row for a gap', async () => {
    const error = { message: 'Not supported', statement: 0 }
    const mute: Engine = {
      info: { kind: 'pg-mem', name: 'pg-mem', version: '3' },
      gaps: () => [],
      load: engine.load,
      introspect: engine.introspect,
      close: engine.close,
      reset: async () => undefined,
      run: async () => ({ results: [], error }),
    }
    const p = proof('x', ['touched'], {
      as: 'owner',
      steps: [{ run: [sql`select ${name('orders')}`], expect: { refused: ['23505'] } }],
    })
    expect(await runProof(mute, shopMade, p)).toMatchObject({ verdict: 'gap', gaps: [{ object: 'touched' }] })
    const refusing: Engine = {
      ...mute,
      run: async () => ({ results: [], error: { ...error, sqlstate: '23514' } }),
    }
    expect(await runProof(refusing, shopMade, p)).toMatchObject({ verdict: 'broken' })
  })

  it('disagree only where both judged', () => {
    const info = { kind: 'pglite', name: 'p', version: '1' } as const
    const held: Answer = { verdict: 'held', engine: info, ms: 1 }
    const broken: Answer = { verdict: 'broken', engine: info, ms: 1, because: '', sql: '' }
    const gap: Answer = { verdict: 'gap', engine: info, gaps: [] }
    const of = (...a: readonly Answer[]): ReadonlyMap<string, Answer> =>
      new Map(a.map((x, i) => [String(i), x]))
    expect(disagreements(of(held, held, held, broken), of(held, broken, gap)).map((d) => d.proof)).toEqual([
      '1',
    ])
  })
})

describe('two engines', () => {
  const plain = madeOf(
    catalogOf(
      table('orders', {
        id: { type: t('bigint'), identity: 'always' },
        code: { type: t('text'), notNull: true },
      }),
      primary('orders', 'id'),
      unique('orders', 'code'),
      check('orders', 'some', "{code} <> ''"),
    ),
  )
  const row = (
    label: string,
    values: Readonly<Record<string, string | { row: string; column: string }>>,
    by?: string,
  ) =>
    ({
      insert: 'orders',
      row: label,
      values,
      ...(by ? { expect: { refused: [by === 'some' ? '23514' : '23505'], by } } : {}),
    }) as const
  const both: readonly Proof[] = [
    proof(
      'distinct',
      ['orders_code_key'],
      { as: 'app', steps: [row('a', {})] },
      {
        as: 'app',
        steps: [row('b', { 'orders.code': { row: 'a', column: 'orders.code' } }, 'orders_code_key')],
      },
    ),
    proof('some code', ['some'], { as: 'app', steps: [row('a', { 'orders.code': '' }, 'some')] }),
  ]

  it('hold the same promises where both can judge', async () => {
    const mem = await createPgMem()
    await mem.load(plain.catalog, emit(plain.catalog, 18))
    await load(plain)
    const [a, b] = [await runProofs(engine, plain, both), await runProofs(mem, plain, both)]
    expect([...a.values(), ...b.values()].map((x) => x.verdict)).toEqual(['held', 'held', 'held', 'held'])
    expect(disagreements(a, b)).toEqual([])
  })

  it('leave to PostgreSQL what pg-mem does not hold', async () => {
    const mem = await createPgMem()
    await mem.load(shop, emit(shop, 18))
    const answers = await runProofs(mem, shopMade, promises)
    expect(new Set([...answers.values()].map((x) => x.verdict))).toEqual(new Set(['gap']))
  })

  it.each([
    [
      'the roles where privilege is refused',
      proof('x', ['some'], {
        as: 'app',
        steps: [{ run: [rawSql('select 1')], expect: { refused: ['42501'] } }],
      }),
      ['app', 'mnt'],
    ],
    [
      'triggers and policies where a promise rests on nothing',
      proof('x', [], { as: 'app', steps: [{ insert: 'orders', row: 'a' }] }),
      ['touched', 'orders_policy'],
    ],
  ] as const)('need %s', (_, p, needs) => {
    expect(scriptOf(p).needs).toEqual(expect.arrayContaining([...needs]))
    expect(scriptOf({ ...p, rests: ['some'], transactions: [] }).needs).not.toEqual(
      expect.arrayContaining([...needs]),
    )
  })
})
