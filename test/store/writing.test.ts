import { describe, expect, it } from 'vitest'
import type { Engine, EngineKind } from '../../src/engine/index.ts'
import { createApp, unwritten } from '../../src/store/index.ts'
import { openOf, until } from './world.ts'

const tables = (app: ReturnType<typeof createApp>): readonly string[] =>
  [...openOf(app).design.records.values()].flatMap((r) => (r.kind === 'table' ? [r.name] : []))

const fresh = async () => {
  const app = createApp()
  await app.create()
  app.dismissNotice()
  return app
}

describe('commands that have not been loaded yet', () => {
  it('are done in order as soon as they have', async () => {
    const app = await fresh()
    const first = app.commands.addTable({ x: 0, y: 0 }, 'first')
    expect(first.ok).toBe(false)
    expect(app.run(first)).toBe(false)
    expect(app.run(app.commands.addTable({ x: 0, y: 0 }, 'second'))).toBe(false)
    expect(app.state.getState().notice).toBeUndefined()
    expect(tables(app)).toEqual([])
    await until(() => tables(app).length === 2, 'both tables')
    expect(tables(app)).toEqual(['first', 'second'])
    expect(openOf(app).undo).toHaveLength(2)
  })

  it('hold what goes on with their result, and are there at once afterwards', async () => {
    const app = await fresh()
    const seen: boolean[] = []
    app.ready(() => seen.push(app.commands.addTable({ x: 0, y: 0 }, 'made').ok))
    expect(seen).toEqual([])
    await until(() => seen.length === 1, 'the commands')
    expect(seen).toEqual([true])
    app.ready(() => seen.push(app.run(app.commands.addTable({ x: 0, y: 0 }, 'now'))))
    expect(seen).toEqual([true, true])
    expect(tables(app)).toEqual(['now'])
  })

  it('tell a refusal that is one then', async () => {
    const app = await fresh()
    app.run(app.commands.rename('nobody.1' as never, 'x'))
    await until(() => app.state.getState().notice !== undefined, 'the refusal')
    expect(app.state.getState().notice?.tone).toBe('error')
  })

  it('bring the DDL of what is open by then, as a revision of its own', async () => {
    const app = await fresh()
    const { revision, emitted } = openOf(app)
    expect(emitted).toBe(unwritten)
    app.run(app.commands.addTable({ x: 0, y: 0 }, 'made'))
    await until(() => tables(app).length === 1, 'the table')
    expect(openOf(app).emitted.text).toContain('create table made')
    expect(openOf(app).revision).toBe(revision + 2)
    app.undo()
    expect(openOf(app).emitted.statements).toEqual([])
    expect(openOf(app).emitted).not.toBe(unwritten)
  })

  it('let the engines start at once, and run nothing on them before the DDL is there', async () => {
    const asked: string[] = []
    const loaded: boolean[] = []
    const spawn = async (kind: EngineKind): Promise<Engine> => {
      asked.push(kind)
      const info = { kind, name: kind, version: '1' }
      return {
        info,
        gaps: () => [],
        load: async (_, emitted) => {
          loaded.push(emitted === unwritten)
          return { engine: info, ms: 1, statements: 0, errors: [], gaps: [] }
        },
        run: async () => ({ results: [] }),
        reset: async () => undefined,
        introspect: async () => ({ ok: false, error: { message: 'no' } }),
        close: async () => undefined,
      }
    }
    const idle = (run: () => void) => {
      run()
      return () => undefined
    }
    const app = createApp({ spawn, idle })
    await app.create()
    const status = () => Object.values(app.state.getState().engines).map((e) => e.status)
    await until(() => status().every((s) => s === 'ready'), 'both engines')
    expect(asked.toSorted()).toEqual(['pg-mem', 'pglite'])
    expect(loaded).toEqual([])
    app.ready(() => undefined)
    await until(() => loaded.length === 2, 'both engines to have loaded the design')
    expect(loaded).toEqual([false, false])
    expect(asked).toHaveLength(2)
  })
})
