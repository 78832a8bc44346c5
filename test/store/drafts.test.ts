import { describe, expect, it } from 'vitest'
import { draftsOn } from '../../src/store/persist/drafts.ts'
import { blank, browser, memoryKeys, openOf, until } from './world.ts'

const kept = 'damask:draft:'

describe('a query that is typed and not saved', () => {
  it('is there again in a tab that opens later, for its own design alone', async () => {
    const b = browser()
    const first = b.tab()
    await first.create()
    const design = openOf(first).design.id
    expect(first.drafts.write(design, 'select 1')).toBe(true)
    await first.create()
    const other = openOf(first).design.id
    expect(first.drafts.read(other)).toBeUndefined()
    first.drafts.write(other, 'select 2')
    const second = b.tab()
    expect([design, other].map(second.drafts.read)).toEqual(['select 1', 'select 2'])
  })

  it('goes with an empty text, and with the design for good', async () => {
    const b = browser()
    const app = b.tab()
    await app.create()
    const design = openOf(app).design.id
    app.drafts.write(design, 'select 1')
    app.drafts.write(design, '')
    expect(b.shared.local.keys().filter((k) => k.startsWith(kept))).toEqual([])
    app.drafts.write(design, 'select 2')
    await app.deleteStored(design)
    expect(app.drafts.read(design)).toBe('select 2')
    b.pass(6 * 60_000)
    const later = b.tab()
    await until(() => later.drafts.read(design) === undefined, 'gone for good')
  })

  it('goes over into the copy that is kept of a shared design', async () => {
    const sender = await blank()
    const link = await sender.shareLink()
    if (!link.ok) throw new Error('no link')
    const b = browser()
    const app = b.tab()
    expect((await app.openLink(link.value.url.split('#')[1] ?? '')).ok).toBe(true)
    app.drafts.write(openOf(app).design.id, 'select 3')
    await app.keepCopy()
    expect(openOf(app).mode).toBe('edit')
    expect(app.drafts.read(openOf(app).design.id)).toBe('select 3')
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"text":1,"at":1}',
    '{"text":"x"}',
    `{"text":"${'x'.repeat(50_001)}","at":1}`,
  ])('is none where the store holds %.20j', (text) => {
    const store = memoryKeys()
    store.setItem(`${kept}d`, text)
    expect(draftsOn(store, () => 0).read('d')).toBeUndefined()
  })

  it('takes bounded room: a long one is not kept, and the oldest goes for one more', () => {
    const store = memoryKeys()
    let now = 0
    const drafts = draftsOn(store, () => now++)
    expect(drafts.write('long', 'x'.repeat(50_000))).toBe(true)
    expect(drafts.write('long', 'y'.repeat(50_001))).toBe(false)
    expect(drafts.read('long')).toBe('x'.repeat(50_000))
    store.setItem('another', 'stays')
    for (let n = 0; n < 30; n++) {
      expect(drafts.write(`d${n}`, `select ${n}`)).toBe(true)
      drafts.write('d0', 'select 0 again')
    }
    expect(store.keys().filter((k) => k.startsWith(kept)).length).toBe(10)
    expect(drafts.read('d0')).toBe('select 0 again')
    expect(drafts.read('d29')).toBe('select 29')
    expect(drafts.read('d1')).toBeUndefined()
    expect(store.getItem('another')).toBe('stays')
  })

  it('is said not to be kept where there is no room or no store', () => {
    const full = {
      ...memoryKeys(),
      setItem: () => {
        throw new DOMException('no room', 'QuotaExceededError')
      },
    }
    expect(draftsOn(full, () => 0).write('d', 'select 1')).toBe(false)
    expect(draftsOn(undefined, () => 0).write('d', 'select 1')).toBe(false)
    expect(draftsOn(undefined, () => 0).read('d')).toBeUndefined()
  })
})
