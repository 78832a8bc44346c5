import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import type { Engine, EngineKind } from '../../src/engine/index.ts'
import { createApp, type Id, patternNames, registry } from '../../src/store/index.ts'

// Nothing is loaded in this file but what a test asks for.
it('loads patterns with the command that uses them, the others once PostgreSQL has started', async () => {
  let start: (engine: Engine) => void = () => undefined
  const started = new Promise<Engine>((done) => {
    start = done
  })
  const never = () => () => undefined
  const soon = (run: () => void) => {
    run()
    return () => undefined
  }
  const app = createApp({
    spawn: (kind: EngineKind) => (kind === 'pglite' ? started : new Promise(() => undefined)),
    idle: soon,
    rest: soon,
    later: never,
  })
  await app.create()
  const open = () => app.state.getState().open
  const id = 'aaaaaaaa.99' as Id<'use'>
  const use = { kind: 'use', id, pattern: 'outbox' } as const
  const edited = vi.fn()
  app.ready(edited)
  await vi.waitFor(() => expect(edited).toHaveBeenCalled())

  expect(registry.has('outbox')).toBe(false)
  expect(app.run({ name: 'Switch on', changes: [{ id, to: use }] })).toBe(false)
  await vi.waitFor(() => expect(open()?.design.records.get(id)).toEqual(use))
  expect(open()?.compiled.issues.map((i) => i.code)).not.toContain('use/unknown-pattern')
  expect([...registry.keys()]).toEqual(['outbox'])
  expect(app.state.getState().patterns).toEqual([])

  start({ info: { kind: 'pglite', name: 'PostgreSQL', version: '18' } } as Engine)
  await vi.waitFor(() =>
    expect(app.state.getState().patterns.map((p) => p.manifest.name)).toEqual(patternNames),
  )
})
