import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import url from 'virtual:pglite-snapshot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildNode } from '../../.scripts/build-node.mjs'
import type { Id } from '../../src/base/index.ts'
import type { Catalog } from '../../src/catalog/index.ts'
import { createEngine, type RemoteEngine } from '../../src/engine/rpc/client.ts'
import type { Spawn } from '../../src/engine/rpc/line.ts'
import type { EngineKind } from '../../src/engine/types.ts'
import { emit } from '../../src/sql/index.ts'
import { handWritten } from './node.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${repository}node_modules/.cache/damask/test-worker`

const spawnOf =
  (kind: EngineKind): Spawn =>
  (events) => {
    const worker = new Worker(`${folder}/main.js`, { workerData: kind })
    worker.on('message', events.message)
    worker.on('error', (e: Error) => events.failed(e.message))
    return { post: (m) => worker.postMessage(m), terminate: () => void worker.terminate() }
  }

const tables: Catalog = new Map<string, never>(
  Object.entries({
    s: { kind: 'schema', id: 's', name: 'public' },
    t: { kind: 'table', id: 't', name: 'kind', schema: 's' },
    k: { kind: 'column', id: 'k', name: 'k', table: 't', rank: 'a', type: { base: 'text' }, notNull: true },
    p: { kind: 'key', id: 'p', name: 'kind_pkey', table: 't', primary: true, columns: ['k'] },
    r: {
      kind: 'rows',
      id: 'r',
      name: '',
      table: 't',
      columns: ['k'],
      values: [[{ text: ["'a'"], refs: [] }]],
    },
  }) as [string, never][],
)

beforeAll(() => buildNode(`${repository}test/engine/worker-node.ts`, folder))

describe.each<EngineKind>(['pglite', 'pg-mem'])('%s in a worker thread', (kind) => {
  let engine: RemoteEngine
  beforeAll(async () => {
    engine = createEngine(kind, spawnOf(kind), { snapshotUrl: fileURLToPath(url) })
    expect(await engine.ready).toMatchObject({ ok: true, value: { kind } })
  })
  afterAll(() => engine.close())

  it('loads, runs, resets', async () => {
    const emitted = emit(tables, 18)
    expect(await engine.load(tables, emitted)).toMatchObject({
      errors: [],
      statements: emitted.statements.length,
    })
    const r = await engine.run({
      statements: [
        `insert into kind values ('b')`,
        'select k from kind order by k',
        `insert into kind values ('a')`,
      ],
      end: 'none',
    })
    expect(r.results[1]?.rows).toEqual([['a'], ['b']])
    expect(r.error).toMatchObject({ sqlstate: '23505', constraint: 'kind_pkey', statement: 2 })
    for (const [without, there] of [
      [undefined, [['a']]],
      [['r' as Id], []],
      [[], [['a']]],
    ] as const) {
      await engine.reset(without)
      const { results } = await engine.run({ statements: ['select k from kind'] })
      expect(results[0]?.rows).toEqual(there)
    }
  })
})

describe('a statement without end', () => {
  let engine: RemoteEngine
  beforeAll(async () => {
    engine = createEngine('pglite', spawnOf('pglite'), { snapshotUrl: fileURLToPath(url) })
    await engine.load(tables, emit(tables, 18))
  })
  afterAll(() => engine.close())

  it.each([
    'select count(*) from generate_series(1, 1000000000000)',
    'do $$ begin loop end loop; end $$',
    'select pg_sleep(600)',
  ])('is ended and leaves the engine alive with its design: %s', async (sql) => {
    const r = await engine.run({ statements: [sql] }, 300)
    expect(r).toMatchObject({ results: [], error: { ended: 'timeout' } })
    expect((await engine.run({ statements: ['select k from kind'] })).results[0]?.rows).toEqual([['a']])
    const found = await engine.introspect()
    expect(found.ok && [...found.value.catalog.keys()]).toContain('key:public.kind.kind_pkey')
    expect(found.ok && found.value.leftOut).toEqual([])
  })

  it('in a design ends the load alone', async () => {
    const short = createEngine('pglite', spawnOf('pglite'), {
      snapshotUrl: fileURLToPath(url),
      workTimeoutMs: 4000,
    })
    await short.ready
    const endless = handWritten(
      'create materialized view m as select count(*) from generate_series(1, 1000000000000);',
    )
    expect(await short.load(new Map(), endless)).toMatchObject({ errors: [{ ended: 'timeout' }] })
    expect((await short.run({ statements: ['select 1'] })).results[0]?.rows).toEqual([['1']])
    await short.close()
  })
})
