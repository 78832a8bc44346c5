import { describe, expect, it, vi } from 'vitest'
import { serialise } from '../../src/design/index.ts'
import { told } from '../../src/ui/kit/tell.ts'
import { openFile } from '../../src/ui/shell/files.ts'
import { browser, draw, openOf } from './world.ts'

vi.mock('../../src/store/templates/employees.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
const words = /could not load .*(?:connection).*reload the page/i

/** A tab with a design on screen, and the text of another that uses a pattern. */
const opened = async (parts: object) => {
  const other = browser().tab()
  await other.create('orders')
  const app = browser().tab({ parts })
  await app.create()
  draw(app, 'mine', 'note text')
  return { app, text: serialise(openOf(other).design), before: openOf(app).design }
}

describe('what a part of the page is needed for says so where that cannot be loaded', () => {
  it.each([['file'], ['patterns']])('opening a file, without %s', async (part) => {
    const { app, text, before } = await opened({ [part]: lost })
    const r = await app.openFile(text, 'shop.json')
    expect(r).toMatchObject({ ok: false, error: expect.stringMatching(words) })
    expect(!r.ok && r.error).toContain('shop.json')
    expect(openOf(app).design).toBe(before)
    expect(openOf(app).mode).toBe('edit')
  })

  it('dropping a file', async () => {
    const { app, text } = await opened({ file: lost })
    await openFile(app, new File([text], 'shop.json'))
    expect(told.getState().told).toMatchObject({ tone: 'error', text: expect.stringMatching(words) })
  })

  it('opening a link', async () => {
    const { app, before } = await opened({ link: lost })
    expect(await app.openLink('1abc')).toMatchObject({ ok: false, error: expect.stringMatching(words) })
    expect(openOf(app).design).toBe(before)
  })

  it('a template', async () => {
    const { app, before } = await opened({})
    await app.create('employees')
    expect(app.state.getState().notice).toMatchObject({ tone: 'error', text: expect.stringMatching(words) })
    expect(openOf(app).design).toBe(before)
  })

  it('sharing and exporting', async () => {
    const { app } = await opened({ link: lost, bundle: lost })
    expect(await app.shareLink()).toMatchObject({ ok: false, error: { lost: expect.stringMatching(words) } })
    expect(await app.exportBundle()).toMatchObject({ ok: false, error: expect.stringMatching(words) })
  })
})

it('a folder that is dropped is told, too', async () => {
  const { app } = await opened({})
  const folder = new File([], 'schemas')
  folder.text = () => Promise.reject(new DOMException('not found', 'NotFoundError'))
  await openFile(app, folder)
  expect(told.getState().told?.text).toContain('schemas could not be read')
})
