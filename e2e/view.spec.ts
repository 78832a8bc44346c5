import { expect, type Locator, type Page, test } from '@playwright/test'
import { type Box, boxOf, within } from './support/box.ts'
import { blank, dock, engineMs, table, template, treeItem } from './support/canvas.ts'
import { traced } from './support/trace.ts'

test.use({ actionTimeout: 30_000 })

const overview = (page: Page): Locator => page.locator('.cv-minimap')

test.describe('the view', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('nothing covers a template that is all in view; the overview comes with what lies outside', async ({
    page,
  }) => {
    await template(page, /Orders, multi-tenant/, 'orders')
    await expect(table(page, 'stock_levels')).toBeVisible()
    const canvas = await boxOf(page.locator('.cv'))
    for (const node of await page.locator('.react-flow__node').all())
      expect(within(await boxOf(node), canvas)).toBe(true)
    await expect(overview(page)).toHaveCount(0)
    await page.locator('.cv').focus()
    await page.keyboard.press('0')
    await expect(overview(page)).toBeVisible()
    const zoom = page.getByRole('button', { name: 'Zoom to 100 %' })
    for (const [key, shown] of [
      ['-', '80 %'],
      ['+', '100 %'],
      ['=', '125 %'],
    ] as const) {
      await page.keyboard.press(key)
      await expect(zoom).toHaveText(shown)
    }
    // Pressed again while the view still glides, from where that leads.
    for (const key of ['-', '-', '+']) await page.keyboard.press(key)
    await expect(zoom).toHaveText('100 %')
    await page.keyboard.press('Shift+1')
    await expect(overview(page)).toHaveCount(0)
  })

  const covered = async (page: Page, over: Locator): Promise<readonly string[]> => {
    const box = await boxOf(over)
    return page.locator('.react-flow__node').evaluateAll(
      (all, { x, y, width, height }) =>
        all
          .filter((e) => {
            const r = e.getBoundingClientRect()
            return r.left < x + width && x < r.right && r.top < y + height && y < r.bottom
          })
          .map((e) => e.getAttribute('aria-label') ?? ''),
      box,
    )
  }
  const tools = (page: Page): Locator => page.getByRole('toolbar', { name: 'Canvas tools' })

  test('a shared design, with a banner above it, is all in view and covered by nothing', async ({ page }) => {
    await template(page, /Payments and ledger/, 'payments')
    expect(await covered(page, tools(page))).toEqual([])
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const link = await page.getByRole('textbox', { name: /^Link/ }).inputValue()
    await page.goto('about:blank')
    await page.goto(link)
    await expect(page.getByRole('button', { name: 'Keep a copy' })).toBeVisible()
    await expect(table(page, 'payments')).toBeVisible()
    const canvas = await boxOf(page.locator('.cv'))
    for (const node of await page.locator('.react-flow__node').all())
      expect(within(await boxOf(node), canvas)).toBe(true)
    await expect(overview(page)).toHaveCount(0)
    expect(await covered(page, tools(page))).toEqual([])
  })

  test('all in view the canvas is pulled as one layer: the browser works out no others in between', async ({
    page,
  }) => {
    await template(page, /Orders, multi-tenant/, 'orders')
    await expect((await dock(page, 'DDL')).locator('.view-line').first()).toBeVisible()
    const canvas = page.locator('.cv')
    await canvas.focus()
    await expect(async () => {
      await page.keyboard.press('-')
      await expect(canvas).toHaveAttribute('data-detail', 'block', { timeout: 200 })
    }).toPass()
    const { x, y, width } = await boxOf(page.locator('.react-flow__pane'))
    const viewport = page.locator('.react-flow__viewport')
    const steps = 60
    await page.mouse.move(x + width - 40, y + 40)
    await page.mouse.down()
    await page.mouse.move(x + width - 60, y + 60, { steps: 4 })
    const before = await viewport.getAttribute('style')
    const seen = await traced(page, ['blink', 'cc'], async () => {
      for (let n = 1; n <= steps; n++) await page.mouse.move(x + width - 60 - n * 5, y + 60 + n)
    })
    expect(await viewport.getAttribute('style')).not.toBe(before)
    await page.mouse.up()
    expect(seen.get('LocalFrameView::pushPaintArtifactToCompositor') ?? 0).toBeGreaterThan(steps / 2)
    // What loads beside it may ask for a few.
    expect(seen.get('PaintArtifactCompositor::Update') ?? 0).toBeLessThan(steps / 3)
  })

  test('a pull that begins while the canvas still zooms stays one to its end', async ({ page }) => {
    await template(page, /Orders, multi-tenant/, 'orders')
    const canvas = page.locator('.cv')
    const { x, y, width } = await boxOf(page.locator('.react-flow__pane'))
    await canvas.focus()
    await page.mouse.move(x + width - 40, y + 40)
    await page.keyboard.press('-')
    await page.mouse.down()
    for (let n = 1; n <= 30; n++) {
      await page.mouse.move(x + width - 40 - n * 2, y + 40 + n)
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    await page.mouse.move(x + width - 100, y + 60)
    await expect(canvas).toHaveAttribute('data-pulled', '')
    await page.mouse.up()
    await expect(canvas).not.toHaveAttribute('data-pulled')
  })

  test('what is fitted lies beside the overview, and the overview pans', async ({ page }) => {
    await template(page, /Orders, multi-tenant/, 'orders')
    await treeItem(page, 'warehouses').click()
    await treeItem(page, 'stock_levels').click({ modifiers: ['ControlOrMeta'] })
    await page.locator('.cv').focus()
    await page.keyboard.press('Shift+2')
    await expect(overview(page)).toBeVisible()
    const chosen = page.locator('.react-flow__node.selected')
    await expect(chosen).toHaveCount(2)
    const [map, bar] = [await boxOf(overview(page)), await boxOf(tools(page))]
    const canvas = await boxOf(page.locator('.cv'))
    for (const node of await chosen.all()) {
      const box = await boxOf(node)
      expect(within(box, canvas)).toBe(true)
      for (const over of [map, bar])
        expect(box.x < over.x + over.width && over.x < box.x + box.width && box.y + box.height > over.y).toBe(
          false,
        )
    }
    const before = await boxOf(table(page, 'stock_levels'))
    const seen = await boxOf(overview(page).locator('.cv-mini-view'))
    await page.mouse.move(seen.x + seen.width / 2, seen.y + seen.height / 2)
    await page.mouse.down()
    await page.mouse.move(seen.x + seen.width / 2 - 20, seen.y + seen.height / 2, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await boxOf(table(page, 'stock_levels'))).x).toBeGreaterThan(before.x + 50)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a template opens large enough to read, is fitted as a whole, and what is picked in the list is seen above the sheet', async ({
    page,
  }) => {
    await page.goto('./')
    await page.getByRole('button', { name: /Payments and ledger/ }).tap()
    await expect(page.locator('.cv[data-nodes]')).toBeVisible()
    const canvas = await boxOf(page.locator('.cv'))
    // Columns and their types, not names over blocks; the first table whole.
    await expect(table(page, 'customers').locator('[data-part="type"]').first()).toBeVisible()
    expect(within(await boxOf(table(page, 'customers')), canvas)).toBe(true)
    await expect(page.locator('.cv-names')).toHaveCount(0)
    await page.getByRole('button', { name: 'Fit everything' }).tap()
    await expect(page.locator('.cv-names text')).not.toHaveCount(0)
    for (const node of await page.locator('.react-flow__node').all())
      await expect.poll(async () => within(await boxOf(node), canvas)).toBe(true)
    await page.getByRole('button', { name: 'List', exact: true }).tap()
    await treeItem(page, 'provider_events').tap()
    const sheet = await boxOf(page.getByRole('region', { name: 'List' }))
    const picked = page.locator('.react-flow__node.selected')
    await expect
      .poll(async () => {
        const b = await boxOf(picked)
        return b.y + b.height <= sheet.y && b.y >= canvas.y
      })
      .toBe(true)
    // Another design is seen first, not the sheet of the one before.
    await page.getByRole('button', { name: 'Damask' }).tap()
    await page.getByRole('button', { name: 'Blank design' }).tap()
    await expect(page.getByText('Double-click to add a table')).toBeVisible()
    await expect(page.getByRole('region', { name: 'List' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Add a table' }).tap()
    await expect(page.getByRole('textbox', { name: 'Table name' })).toBeFocused()
    // What is typed in is seen whole, flags and all, though the table began in the middle.
    await page.keyboard.type('orders')
    await page.keyboard.press('Enter')
    const typing = page.getByRole('group', { name: 'Column', exact: true })
    await expect.poll(async () => within(await boxOf(typing), await boxOf(page.locator('.cv')))).toBe(true)
  })

  for (const name of ['Orders', 'Employees', 'Community', 'Payments'])
    test(`names over the whole of ${name} do not touch each other`, async ({ page }) => {
      await page.goto('./')
      await page.getByRole('button', { name: new RegExp(name) }).tap()
      await page.getByRole('button', { name: 'Fit everything' }).tap()
      const names = page.locator('.cv-names text')
      await expect(names).not.toHaveCount(0)
      const boxes = await names.evaluateAll((all) =>
        all.map((e) => {
          const { x, y, width, height } = e.getBoundingClientRect()
          return { x, y, width, height, name: e.textContent }
        }),
      )
      const apart = (a: Box, b: Box): boolean =>
        a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height
      const touching = boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => !apart(a, b))
          .map((b) => `${a.name}, ${b.name}`),
      )
      expect(touching).toEqual([])
      // Most are there all the same.
      expect(boxes.length).toBeGreaterThan((await page.locator('.react-flow__node').count()) / 2)
    })

  test('a sheet that comes up leaves what is selected in sight, and a plan within it', async ({ page }) => {
    test.setTimeout(120_000)
    await page.goto('./')
    await page.getByRole('button', { name: /Payments and ledger/ }).tap()
    await expect(page.locator('.react-flow__node')).not.toHaveCount(0)
    await page.getByRole('button', { name: 'List', exact: true }).tap()
    await treeItem(page, 'account_kind').tap()
    await page.getByRole('region', { name: 'List' }).getByRole('button', { name: 'Close' }).tap()
    await page.getByRole('button', { name: 'Fit everything' }).tap()
    await page.getByRole('button', { name: 'SQL and checks' }).tap()
    const sheet = page.getByRole('region', { name: 'SQL and checks' })
    const top = async () => (await boxOf(sheet)).y
    await expect
      .poll(async () => (await boxOf(page.locator('.react-flow__node.selected'))).y + 8 < (await top()))
      .toBe(true)
    await dock(page, 'Queries')
    await sheet.getByRole('button', { name: 'Explain' }).tap()
    const plan = sheet.locator('.plan')
    await expect(plan).toBeVisible({ timeout: engineMs })
    expect(within(await boxOf(plan), await boxOf(sheet))).toBe(true)
  })

  test('what is pressed is large enough for a finger', async ({ page }) => {
    await page.goto('./')
    await page.getByRole('button', { name: /Orders, multi-tenant/ }).tap()
    await page.getByRole('button', { name: 'List', exact: true }).tap()
    await treeItem(page, 'orders').tap()
    await page.getByRole('button', { name: 'Inspector', exact: true }).tap()
    for (const tab of ['Columns', 'Patterns']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).tap()
      const pressed = page.locator('.inspector').locator('button, select, summary')
      await expect(pressed.first()).toBeVisible()
      const small = await pressed.evaluateAll((all) =>
        all
          .map((e) => ({
            name: e.getAttribute('aria-label') ?? e.textContent,
            box: e.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(({ name }) => name),
      )
      expect(small, tab).toEqual([])
    }
  })
})

test('a phone says when nothing is kept, and offers the file', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  const banner = page.getByRole('region', { name: 'Design not saved' })
  await expect(banner).toContainText('Not saved')
  const download = page.waitForEvent('download')
  await banner.getByRole('button', { name: 'Save as a file' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.json$/)
})

test('a note grows with what is written in it, and one that is too small says that there is more', async ({
  page,
}) => {
  await blank(page)
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Note', exact: true }).click()
  const note = page.locator('.react-flow__node-note')
  await expect(note).toBeVisible()
  await note.dblclick()
  const editor = page.getByRole('textbox', { name: 'Note', exact: true })
  await expect(editor).toBeFocused()
  const heightOf = () => note.evaluate((e) => (e as HTMLElement).offsetHeight)
  const before = await heightOf()
  await page.keyboard.insertText('Every line of this note is to be read, whatever its length. '.repeat(6))
  await expect.poll(heightOf).toBeGreaterThan(before)
  expect(await editor.evaluate((e) => e.scrollHeight - e.clientHeight)).toBeLessThanOrEqual(0)
  await page.keyboard.insertText('And on it goes. '.repeat(80))
  await expect.poll(heightOf).toBe(480)
  await page.keyboard.press('Escape')
  const text = note.locator('.cv-note-text')
  await expect(text).toBeVisible()
  // A whole number of lines, the last with an ellipsis.
  const shown = await text.evaluate((e) => ({
    cut: e.scrollHeight > e.clientHeight,
    lines: e.clientHeight / 18,
    clamp: getComputedStyle(e).webkitLineClamp,
  }))
  expect(shown).toEqual({ cut: true, lines: 25, clamp: '25' })
})
