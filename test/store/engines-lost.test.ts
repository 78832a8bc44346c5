import { expect, it, vi } from 'vitest'
import { engine, fakes } from './engine-fakes.ts'
import { browser, draw, openOf, until } from './world.ts'

vi.mock('../../src/store/engines/bench.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

const words = /could not load what running the design needs/

it('where the code that runs engines cannot be had, they say so, and all else goes on', async () => {
  const f = fakes()
  const app = browser().tab({ spawn: f.spawn })
  await app.create()
  await until(() => engine(app, 'pglite').status === 'failed', 'PostgreSQL to have failed')
  expect(engine(app, 'pg-mem').failure).toMatch(words)
  expect((await app.query('select 1', 'pglite', 1000)).error?.message).toMatch(words)
  expect(await app.tryRow('pg-mem', draw(app, 'orders', ''), {})).toMatchObject({ accepted: false })
  await app.prove()
  const bundle = await app.exportBundle()
  expect(bundle.ok).toBe(true)
  app.undo()
  expect(openOf(app).design.records.size).toBeGreaterThan(0)
  expect(f.log).toEqual([])
})
