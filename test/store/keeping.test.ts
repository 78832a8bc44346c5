import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { serialise } from '../../src/design/index.ts'
import type { App } from '../../src/store/index.ts'
import { browser, draw, idOf, must, openOf, until } from './world.ts'

const text = (app: App): string => serialise(openOf(app).design)
const saved = (app: App) => until(() => openOf(app).saved.at === 'saved', 'saved')

/** The list of a fresh tab. */
const listed = async (b: ReturnType<typeof browser>, n: number): Promise<App> => {
  const app = b.tab()
  await until(() => app.state.getState().library.length === n, `${n} listed`)
  return app
}

const only = (app: App): string => app.state.getState().library[0]?.id ?? ''

/** A factory whose every write fails as a full disk does, until it is told otherwise. */
const failing = () => {
  const state = { full: false }
  const factory = new IDBFactory()
  const open = factory.open.bind(factory)
  factory.open = (name: string, version?: number) => {
    const request = open(name, version)
    request.addEventListener('success', () => {
      const db = request.result
      const transaction = db.transaction.bind(db)
      db.transaction = (stores, mode, options) => {
        if (state.full && mode === 'readwrite') throw new DOMException('no room', 'QuotaExceededError')
        return transaction(stores, mode, options)
      }
    })
    return request
  }
  return { factory, state }
}

describe('a design', () => {
  it('is the same after the tab has closed, and so are undo and redo', async () => {
    const b = browser()
    const first = b.tab()
    await first.create()
    draw(first, 'orders', 'total numeric\nnote text')
    must(first, first.commands.rename(idOf(first, 'orders.note'), 'remark'))
    first.undo()
    await saved(first)
    await first.leave()

    const second = await listed(b, 1)
    await second.openStored(only(second))
    expect(openOf(second).undo).toEqual(['Add 2 columns', 'Add table'])
    expect(openOf(second).redo).toEqual(['Rename column'])
    second.redo()
    expect(idOf(second, 'orders.remark')).toBeTruthy()
    second.undo()
    second.undo()
    second.undo()
    expect([...openOf(second).design.records.values()].map((r) => r.kind)).toEqual(['settings', 'schema'])
  })

  it('never gives an id twice, not even after undo and reload', async () => {
    const b = browser()
    const first = b.tab()
    await first.create()
    const gone = draw(first, 'orders', '')
    first.undo()
    await saved(first)
    await first.leave()
    const second = await listed(b, 1)
    await second.openStored(only(second))
    expect(draw(second, 'orders', '')).not.toBe(gone)
  })

  it('closed in the same task as the edit loses nothing', async () => {
    const b = browser()
    const { factory, state } = failing()
    const first = b.tab({ indexedDB: factory })
    await first.create()
    await saved(first)
    state.full = true
    draw(first, 'orders', 'total numeric')
    const last = text(first)
    state.full = false

    const second = b.tab({ indexedDB: factory, lock: undefined })
    await until(() => second.state.getState().library.length === 1, 'listed')
    await second.openStored(only(second))
    expect(text(second)).toBe(last)
    expect(openOf(second).undo).toEqual(['Add column', 'Add table'])
    expect([...b.shared.local.map.keys()].filter((k) => k.startsWith('damask:journal'))).toEqual([])
  })

  it('is said not to be stored when the disk is full, goes on in memory, and is stored once there is room', async () => {
    const b = browser()
    const { factory, state } = failing()
    const app = b.tab({ indexedDB: factory })
    await app.create()
    state.full = true
    draw(app, 'orders', '')
    await until(() => openOf(app).saved.at === 'failed', 'failed')
    expect(openOf(app).saved).toMatchObject({
      message: expect.stringMatching(/storage is full.*Save the design as a file/),
    })
    must(app, app.commands.rename(idOf(app, 'orders'), 'purchases'))
    expect(idOf(app, 'purchases')).toBeTruthy()
    state.full = false
    await saved(app)
    await app.leave()
    const second = b.tab({ indexedDB: factory })
    await until(() => second.state.getState().library.length === 1, 'listed')
    b.shared.local.map.clear()
    await second.openStored(only(second))
    expect(idOf(second, 'purchases')).toBeTruthy()
  })

  it('works without any store, and says that it is not kept', async () => {
    const app = browser().tab({
      indexedDB: undefined,
      local: undefined,
      tab: undefined,
      lock: undefined,
      channel: undefined,
    })
    await app.create()
    draw(app, 'orders', '')
    expect(openOf(app).saved).toMatchObject({
      at: 'failed',
      message: expect.stringMatching(/Save it as a file/),
    })
  })

  it('survives a store that was wiped while it was open', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    draw(app, 'orders', '')
    await saved(app)
    const db = await new Promise<IDBDatabase>((resolve) => {
      const r = b.shared.indexedDB.open('damask', 1)
      r.onsuccess = () => resolve(r.result)
    })
    const tx = db.transaction(['cards', 'snapshots', 'log'], 'readwrite')
    for (const name of ['cards', 'snapshots', 'log']) tx.objectStore(name).clear()
    await new Promise((r) => tx.addEventListener('complete', r))
    db.close()
    draw(app, 'customers', '')
    await saved(app)
    const last = text(app)
    await app.leave()
    const second = await listed(b, 1)
    await second.openStored(only(second))
    expect(text(second)).toBe(last)
  })

  it('is written anew where the browser took its database away, and is refused another for a moment', async () => {
    const b = browser()
    const opened: IDBDatabase[] = []
    const state = { of: new IDBFactory(), refused: 0 }
    const factory = {
      open: (name: string, version?: number) => {
        if (state.refused-- > 0) throw new DOMException('The connection was closed.', 'AbortError')
        const request = state.of.open(name, version)
        request.addEventListener('success', () => opened.push(request.result))
        return request
      },
    } as IDBFactory
    const app = b.tab({ indexedDB: factory })
    await app.create()
    draw(app, 'orders', '')
    await saved(app)
    const [first] = opened
    state.of = new IDBFactory()
    state.refused = 1
    b.shared.local.map.clear()
    first?.close()
    first?.onclose?.(new Event('close'))
    await until(() => openOf(app).saved.at === 'failed', 'refused')
    await saved(app)
    const second = b.tab({ indexedDB: state.of, lock: undefined })
    await until(() => second.state.getState().library.length === 1, 'listed')
    await second.openStored(only(second))
    expect(text(second)).toBe(text(app))
    draw(app, 'customers', '')
    await saved(app)
  })

  it('is not lost to a long session: snapshots replace acts', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    const t = draw(app, 'orders', '')
    for (let i = 0; i < 250; i++) {
      b.pass(2000)
      must(app, app.commands.rename(t, `orders_${i}`))
    }
    await saved(app)
    const last = text(app)
    const second = b.tab({ lock: undefined, channel: undefined })
    await until(() => second.state.getState().library.length === 1, 'listed')
    await second.openStored(only(second))
    expect(text(second)).toBe(last)
    expect(openOf(second).undo).toHaveLength(251)
  })

  it('cannot be broken by what lies in local storage', async () => {
    const b = browser()
    b.shared.local.setItem('damask:view', '{"dock":7,"theme":"dark","sideWidth":"x"')
    const first = b.tab()
    expect(first.state.getState().view.dock).toBe('ddl')
    await first.create()
    const { id } = openOf(first).design
    await first.leave()
    b.shared.local.setItem(`damask:journal:${id}:1`, '{"seq":1,"author":"x","act":{"op":"run","name":"evil"')
    b.shared.local.setItem(
      `damask:journal:${id}:2`,
      JSON.stringify({ seq: 2, author: 'a', act: { op: 'undo' } }),
    )
    const second = await listed(b, 1)
    await second.openStored(id)
    expect(openOf(second).design.id).toBe(id)
  })
})

describe('the view', () => {
  it('is as it was left', () => {
    const b = browser()
    b.tab().setView({ dock: 'rows', sideWidth: 300, theme: 'dark' })
    expect(b.tab().state.getState().view).toMatchObject({
      dock: 'rows',
      sideWidth: 300,
      theme: 'dark',
      dockOpen: true,
    })
  })
})

describe('the library', () => {
  it('lists, renames, duplicates, deletes, and brings back', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    draw(app, 'orders', '')
    await app.leave()
    const id = only(app)
    await app.renameStored(id, 'Shop')
    await app.duplicateStored(id)
    const names = () => app.state.getState().library.map((d) => `${d.name}: ${d.tables}`)
    expect(names().sort()).toEqual(['Shop copy: 1', 'Shop: 1'])
    await app.deleteStored(id)
    expect(app.state.getState().library.map((d) => d.name)).toEqual(['Shop copy'])
    app.state.getState().notice?.action?.run()
    await until(() => app.state.getState().library.length === 2, 'back')
    await app.openStored(id)
    expect(openOf(app).undo).toEqual(['Rename design', 'Add table'])
  })

  it('brings back all that one notice stands for', async () => {
    const app = browser().tab()
    const names = () => app.state.getState().library.map((d) => d.name)
    for (const name of ['A', 'B', 'C']) {
      await app.create()
      must(app, app.commands.settings({ name }))
      await app.leave()
    }
    const ids = app.state.getState().library.map((d) => d.id)
    await app.deleteStored(ids[0] ?? '')
    app.dismissNotice()
    await app.deleteStored(ids[1] ?? '')
    await app.deleteStored(ids[2] ?? '')
    expect(app.state.getState().notice?.text).toMatch(/^Deleted 2 designs/)
    expect(names()).toEqual([])
    app.state.getState().notice?.action?.run()
    await until(() => names().length === 2, 'back')
    expect(
      app.state
        .getState()
        .library.map((d) => d.id)
        .sort(),
    ).toEqual(ids.slice(1).sort())
  })

  it('keeps one copy of a link however often it is asked for, and does not say that it is kept where it is not', async () => {
    const b = browser()
    const author = b.tab()
    await author.create()
    draw(author, 'orders', '')
    const link = await author.shareLink()
    if (!link.ok) throw new Error('no link')
    const { factory, state } = failing()
    const reader = b.tab({ indexedDB: factory })
    await reader.openLink(new URL(link.value.url).hash)
    await Promise.all([reader.keepCopy(), reader.keepCopy()])
    expect(reader.state.getState().notice?.text).toMatch(/This copy is yours/)
    expect(reader.state.getState().library).toHaveLength(1)
    await reader.openLink(new URL(link.value.url).hash)
    state.full = true
    await reader.keepCopy()
    expect(reader.state.getState().notice).toMatchObject({
      tone: 'error',
      text: expect.stringMatching(/full/),
    })
    expect(openOf(reader)).toMatchObject({ mode: 'edit', saved: { at: 'failed' } })
  })

  it('forgets what was deleted at a later start', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    await app.leave()
    await app.deleteStored(only(app))
    b.pass(10 * 60_000)
    const later = b.tab()
    await later.create()
    await until(() => later.state.getState().library.length === 1, 'started')
    app.state.getState().notice?.action?.run()
    await new Promise((r) => setTimeout(r, 30))
    expect(later.state.getState().library).toHaveLength(1)
  })

  it('opens again after a reload what this tab had open', async () => {
    const b = browser()
    const seams = b.seams()
    const first = b.tab(seams)
    await first.create()
    draw(first, 'orders', '')
    await saved(first)
    const reloaded = b.tab({ ...seams, lock: undefined })
    await reloaded.start('')
    expect(idOf(reloaded, 'orders')).toBeTruthy()
  })
})
