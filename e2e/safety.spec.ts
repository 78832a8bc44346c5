import { expect, type Page, test } from '@playwright/test'
import { sealBytes } from '../src/formats/link/envelope.ts'
import { textOf } from './support/bundle.ts'
import { blank, copiedDdl, dock, inspect, judged, template, treeItem } from './support/canvas.ts'
import { awkward, chooseFile, dropFile, planted, toldError } from './support/hostile.ts'
import { watch } from './support/watch.ts'

test.use({ actionTimeout: 30_000 })

const nameInput = (page: Page) => page.getByLabel('Name of the table', { exact: true })

/** A blank design with one table that is selected, its name the focus. */
const oneTable = async (page: Page): Promise<void> => {
  await blank(page)
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  await expect(nameInput(page)).toHaveValue('table_1')
}

const saved = async (page: Page): Promise<string> => {
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  return textOf(await downloading)
}

test('a tab that closes right after a key press loses nothing, time after time', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000)
  await oneTable(page)
  const url = page.url()
  let open = page
  let name = 'table_1'
  for (const key of 'abcdef') {
    await nameInput(open).focus()
    await open.keyboard.press('End')
    await open.keyboard.press(key)
    await open.close({ runBeforeUnload: false })
    name += key
    open = await context.newPage()
    await open.goto(url)
    await expect(treeItem(open, name)).toBeVisible()
    await treeItem(open, name).click()
  }
  // Undo, deletion and what the canvas does are acts like any other.
  await open.locator('.react-flow__node').first().focus()
  await open.keyboard.press('Delete')
  await open.close({ runBeforeUnload: false })
  open = await context.newPage()
  await open.goto(url)
  await expect(open.getByText('0 tables', { exact: true })).toBeVisible()
  await expect(open.locator('.react-flow__pane')).toBeVisible()
  await open.keyboard.press('ControlOrMeta+z')
  await open.close({ runBeforeUnload: false })
  open = await context.newPage()
  await open.goto(url)
  await expect(treeItem(open, name)).toBeVisible()
})

test('undo and redo survive a reload, step by step', async ({ page }) => {
  await oneTable(page)
  await page.getByLabel('Add a column').fill('email text')
  await page.getByLabel('Add a column').press('Enter')
  await nameInput(page).fill('people')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(treeItem(page, 'table_1')).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(treeItem(page, 'people')).toBeVisible()
  const undo = page.getByRole('button', { name: 'Undo' })
  for (let i = 0; i < 3; i++) await undo.click()
  await expect(page.getByText('0 tables')).toBeVisible()
  await page.reload()
  const redo = page.getByRole('button', { name: 'Redo' })
  await expect(redo).toBeEnabled()
  for (let i = 0; i < 3; i++) await redo.click()
  await expect(treeItem(page, 'people')).toBeVisible()
  await expect(redo).toBeDisabled()
})

test('two tabs of one design: one writes, the other follows live and can take over', async ({
  page,
  context,
}) => {
  await oneTable(page)
  const second = await context.newPage()
  await second.goto(page.url())
  const banner = (p: Page) => p.getByRole('region', { name: 'Design open elsewhere' })
  await expect(banner(second)).toBeVisible()
  await expect(banner(page)).toBeHidden()
  await nameInput(page).fill('people')
  await expect(treeItem(second, 'people')).toBeVisible()
  // What the follower tries is refused, not lost on the way.
  await treeItem(second, 'people').click()
  await second.keyboard.press('Delete')
  await expect(treeItem(second, 'people')).toBeVisible()

  await banner(second).getByRole('button', { name: 'Take over' }).click()
  await expect(banner(second)).toBeHidden()
  await expect(banner(page)).toBeVisible()
  await treeItem(second, 'people').click()
  await nameInput(second).fill('persons')
  await expect(treeItem(page, 'persons')).toBeVisible()
  // And back, with the steps of both tabs in one history.
  await banner(page).getByRole('button', { name: 'Take over' }).click()
  await expect(banner(page)).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(treeItem(page, 'people')).toBeVisible()
  await expect(treeItem(second, 'people')).toBeVisible()
  // The writer's tab goes; the one that followed may write.
  await page.close()
  await expect(banner(second)).toBeHidden({ timeout: 20_000 })
  await treeItem(second, 'people').click()
  await nameInput(second).fill('folk')
  await expect(treeItem(second, 'folk')).toBeVisible()
})

/** Another character in the middle: the end is often zeros, which any replacement may repeat. */
const altered = (link: string): string => {
  const at = Math.floor(link.length / 2)
  return `${link.slice(0, at)}${link.charAt(at) === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`
}

/** Fragments of links, each with what has to be said. */
const links = (good: string): readonly (readonly [string, string, RegExp])[] => [
  ['cut short', good.slice(0, Math.floor(good.length / 2)), /cut short/],
  ['altered', altered(good), /altered/],
  ['a newer version', `9${good.slice(1)}`, /newer/],
  ['not a link', '%3Cscript%3Ewindow.__pwned%20%3D%201%3C%2Fscript%3E', /no link to a Damask design/],
  ['rubbish in a whole envelope', sealBytes(new Uint8Array(200).fill(255)), /holds no/],
  ['one that unfolds to far too much', sealBytes(new Uint8Array(9 * 1024 * 1024)), /unfolds to too much/],
  ['huge', `1${'A'.repeat(1_100_000)}`, /too long/],
]

test('broken and hostile links are refused in words, and the design stays', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const watched = await watch(page, baseURL)
  await oneTable(page)
  const address = page.url()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.keyboard.press('Escape')
  const before = await copiedDdl(page)
  for (const [what, fragment, words] of links(link.split('#')[1] ?? '')) {
    await test.step(`${what}, on top of an open design`, async () => {
      await page.evaluate((f) => {
        location.hash = f
      }, fragment)
      await toldError(page, words)
      await expect(treeItem(page, 'table_1')).toBeVisible()
      await expect.poll(() => page.url()).toBe(address)
    })
  }
  expect(await copiedDdl(page)).toBe(before)
  const other = await context.newPage()
  const quiet = await watch(other, baseURL)
  for (const [what, fragment, words] of links(link.split('#')[1] ?? '')) {
    await test.step(`${what}, as the first thing opened`, async () => {
      await other.goto('about:blank')
      await other.goto(`./#${fragment}`)
      await toldError(other, words)
      await expect(other.getByRole('button', { name: 'Blank design' })).toBeVisible()
    })
  }
  await quiet.quiet()
  await watched.quiet()
})

type Json = Record<string, unknown>

/** A good file made bad in one way each, with what has to be said. */
const files = (good: string): readonly (readonly [string, string, RegExp])[] => {
  const changed = (change: (design: Json) => void): string => {
    const design = JSON.parse(good) as Json
    change(design)
    return JSON.stringify(design)
  }
  return [
    ['truncated', good.slice(0, good.length / 2), /line \d+, column \d+/],
    ['no JSON', planted, /line 1, column \d+/],
    ['another JSON', '[1, 2, 3]', /is no Damask design/],
    ['deeply nested', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /deep/],
    ['a later format', changed((d) => Object.assign(d, { format: 99 })), /format|newer/],
    ['__proto__', good.replace('{', '{"__proto__": {"polluted": true},'), /__proto__/],
    [
      'records that are none',
      changed((d) => Object.assign(d, { records: { [planted]: { kind: planted } } })),
      /records/,
    ],
  ]
}

test('broken and hostile files are refused with the place, chosen or dropped', async ({ page, baseURL }) => {
  test.setTimeout(120_000)
  const watched = await watch(page, baseURL)
  await oneTable(page)
  const good = await saved(page)
  for (const [what, text, words] of files(good)) {
    await test.step(what, async () => {
      await chooseFile(page, `${what}.json`, text)
      await toldError(page, words)
      await expect(treeItem(page, 'table_1')).toBeVisible()
    })
  }
  await chooseFile(page, 'bytes.json', Buffer.from([0xff, 0xfe, 0x00, 0x7b]))
  await toldError(page, /is no Damask design/)
  await dropFile(page, 'dropped.json', good.slice(0, 40))
  await toldError(page, /dropped\.json is no Damask design/)
  await chooseFile(page, 'huge.json', Buffer.alloc(21 * 1024 * 1024, 0x20))
  await toldError(page, /at most 20 MB/)
  expect(await page.evaluate(() => ({}) as { polluted?: unknown }).then((o) => o.polluted)).toBeUndefined()
  await watched.quiet()
})

test('awkward and hostile names are text everywhere, by file and by link', async ({
  page,
  context,
  baseURL,
  browser,
}) => {
  test.setTimeout(180_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const watched = await watch(page, baseURL)
  await oneTable(page)
  const nth = (await saved(page)).replaceAll('table_1', 'NAME')
  const design = JSON.parse(nth) as {
    records: Record<string, { kind: string; name?: string; comment?: string }>
  }
  for (const r of Object.values(design.records))
    if (r.kind === 'table' || r.kind === 'column') r.comment = planted
  const [hostile = ''] = awkward
  const text = JSON.stringify(design).replaceAll('NAME', JSON.stringify(hostile).slice(1, -1))
  await chooseFile(page, `${hostile}.json`, text)
  await expect(treeItem(page, hostile)).toBeVisible()
  await treeItem(page, hostile).click()
  await expect(nameInput(page)).toHaveValue(hostile)
  for (const name of awkward) {
    await nameInput(page).fill(name)
    await expect(treeItem(page, name)).toBeVisible()
    await expect(page.locator('.react-flow__node-table [data-part="title"]')).toHaveText(name)
  }
  await nameInput(page).fill(hostile)
  await (await dock(page, 'Rows')).getByRole('button', { name: 'Run checks' }).click()
  await judged(page, 'pglite')
  await expect(page.locator('[data-engine="pglite"]')).not.toContainText('error')
  const ddl = await copiedDdl(page)
  expect(ddl).toContain(`"${hostile.replaceAll('"', '""')}"`)
  for (const tab of ['Columns', 'Keys', 'Indexes', 'Patterns', 'More']) await inspect(page, hostile, tab)
  for (const tab of ['Checks', 'Rows', 'Queries', 'Problems', 'DDL']) await dock(page, tab)
  // In a tip, the palette and the name of the design as well.
  await page.locator('.react-flow__node-table').hover()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('img src')
  await expect(page.getByRole('option').filter({ hasText: hostile }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Name of the design' }).fill(hostile)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const url = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Damask' }).click()
  await expect(page.getByRole('button', { name: `More for ${hostile}` })).toBeVisible()
  await watched.quiet()

  const reader = await browser.newPage(baseURL ? { baseURL } : {})
  const quiet = await watch(reader, baseURL)
  await reader.goto(url)
  await expect(treeItem(reader, hostile)).toBeVisible()
  await treeItem(reader, hostile).click()
  await expect(nameInput(reader)).toHaveValue(hostile)
  await quiet.quiet()
  await reader.close()
})

test('the policy stops inline scripts, text run as script, and other hosts', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('button', { name: 'Blank design' })).toBeVisible()
  const stopped = await page.evaluate(async () => {
    const expected = ['connect-src', 'frame-src', 'script-src-attr', 'script-src-elem']
    const seen = new Set<string>()
    const all = new Promise<void>((resolve) =>
      document.addEventListener('securitypolicyviolation', (e) => {
        seen.add(e.effectiveDirective)
        if (expected.every((d) => seen.has(d))) resolve()
      }),
    )
    const script = document.createElement('script')
    script.textContent = 'window.__pwned = 1'
    document.body.append(script)
    const image = document.createElement('div')
    image.setAttribute('onclick', 'window.__pwned = 2')
    document.body.append(image)
    image.click()
    const remote = document.createElement('script')
    remote.src = 'https://example.com/x.js'
    document.body.append(remote)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
    const asked = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    )
    await all
    return { asked, ran: window.__pwned }
  })
  expect(stopped.ran).toBeUndefined()
  expect(stopped.asked).toBe('refused')
})

test('a full store is said in words, the file can be saved, and work goes on', async ({ page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if ((window as { full?: boolean }).full)
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      return put.apply(this, args)
    }
    const set = Storage.prototype.setItem
    Storage.prototype.setItem = function (this: Storage, key: string, value: string) {
      if ((window as { full?: boolean }).full)
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      set.call(this, key, value)
    }
  })
  await oneTable(page)
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.evaluate(() => Object.assign(window, { full: true }))
  await nameInput(page).fill('people')
  const unsaved = page.getByRole('button', { name: /Not saved/ })
  await expect(unsaved).toBeVisible()
  await unsaved.hover()
  await expect(page.getByRole('tooltip')).toContainText('storage is full')
  const downloading = page.waitForEvent('download')
  await unsaved.click()
  expect(await textOf(await downloading)).toContain('"people"')
  // Work goes on, and is stored once there is room again.
  await nameInput(page).fill('folk')
  await expect(treeItem(page, 'folk')).toBeVisible()
  await page.evaluate(() => Object.assign(window, { full: false }))
  await expect(page.getByText('Saved in this browser')).toBeVisible({ timeout: 30_000 })
  await page.reload()
  await expect(treeItem(page, 'folk')).toBeVisible()
})

test('where the browser keeps nothing at all, the page says so and still works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      })
  })
  await oneTable(page)
  await expect(page.getByRole('button', { name: /Not saved/ })).toBeVisible()
  await nameInput(page).fill('people')
  await expect(treeItem(page, 'people')).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: /Not saved/ }).click()
  expect(await textOf(await downloading)).toContain('"people"')
})

test('a file opens as a design of its own, held until it is asked to run', async ({ page, baseURL }) => {
  const watched = await watch(page, baseURL)
  await template(page, /Orders, multi-tenant/, 'orders')
  const text = await saved(page)
  await page.getByRole('button', { name: 'Damask' }).click()
  await chooseFile(page, 'orders.json', text)
  await expect(treeItem(page, 'orders')).toBeVisible()
  await expect(page.locator('[data-engine="pglite"]')).toContainText('not run')
  await page.getByRole('button', { name: 'Damask' }).click()
  await expect(page.locator('.recent-row')).toHaveCount(2)
  await watched.quiet()
})
