import { expect, type Locator, type Page, test } from '@playwright/test'
import {
  blank,
  dock,
  draw,
  engineMs,
  inspect,
  judged,
  row,
  table,
  template,
  treeItem,
} from './support/canvas.ts'
import { reopened } from './support/hostile.ts'

test.use({ actionTimeout: 30_000 })

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const boxOf = async (of: Locator): Promise<Box> => {
  const box = await of.boundingBox()
  if (!box) throw new Error(`${String(of)} has no box`)
  return box
}

const within = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height

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

test('what is far down in a panel scrolls the panel, never the page away under its top bar', async ({
  page,
}) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('button', { name: 'About State machine' }).first().click()
  const tab = page.locator('.inspector').getByRole('tabpanel')
  const hidden = tab.locator('.unseen')
  await expect(hidden).not.toHaveCount(0)
  await hidden.last().evaluate((e) => e.scrollIntoView())
  expect(await page.locator('.workspace').evaluate((e) => e.scrollTop)).toBe(0)
  expect(await tab.evaluate((e) => e.scrollTop)).toBeGreaterThan(0)
  expect((await boxOf(page.locator('.top-bar'))).y).toBe(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a template opens as a whole, and what is picked in the list is seen above the sheet', async ({
    page,
  }) => {
    await page.goto('./')
    await page.getByRole('button', { name: /Payments and ledger/ }).tap()
    await expect(page.locator('.cv[data-nodes]')).toBeVisible()
    const canvas = await boxOf(page.locator('.cv'))
    await expect(page.locator('.react-flow__node')).not.toHaveCount(0)
    for (const node of await page.locator('.react-flow__node').all())
      expect(within(await boxOf(node), canvas)).toBe(true)
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

test('the arrows go on from the table that Tab has led to, and leave the selected one where it is', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['email'])
  await draw(page, { x: 360, y: 60 }, 'orders', ['placed_at'])
  await table(page, 'customers').locator('.cv-head').click()
  const before = await boxOf(table(page, 'customers'))
  await table(page, 'orders').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(table(page, 'customers')).toBeFocused()
  await table(page, 'orders').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'orders', 'id')).toBeFocused()
  expect(await boxOf(table(page, 'customers'))).toEqual(before)
  // So do renaming and adding a column.
  await table(page, 'customers').locator('.cv-head').click()
  await table(page, 'orders').focus()
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Table name' })).toHaveValue('orders')
  await page.keyboard.press('Escape')
  await table(page, 'customers').focus()
  await page.keyboard.press('c')
  await page.keyboard.type('phone')
  await page.keyboard.press('Escape')
  await expect(row(page, 'customers', 'phone')).toBeVisible()
})

test('a marquee is nudged, whatever was pressed before it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 360, y: 60 }, 'orders')
  await draw(page, { x: 60, y: 220 }, 'notes')
  await table(page, 'notes').locator('.cv-head').click()
  const canvas = await boxOf(page.locator('.react-flow__pane'))
  await page.keyboard.down('Shift')
  await page.mouse.move(canvas.x + 20, canvas.y + 20)
  await page.mouse.down()
  await page.mouse.move(canvas.x + 600, canvas.y + 150, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
  const before = await boxOf(table(page, 'orders'))
  await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await boxOf(table(page, 'orders'))).y).toBe(before.y + 8)
})

test('a state machine that is switched on shows its states at once, and keeps the focus', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'orders', ['status text!'])
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('button', { name: 'About State machine' }).click()
  await page.getByLabel('For the column').selectOption({ label: 'status' })
  const off = page.getByRole('switch', { name: 'State machine' })
  await off.focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('group', { name: /^Transitions: / })).toBeVisible()
  await expect(page.getByRole('switch', { name: 'State machine' }).and(page.locator(':focus'))).toBeChecked()
})

test('a file without patterns offers its checks where checks are', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'orders')
  await reopened(page)
  await expect(treeItem(page, 'orders')).toBeVisible()
  const checks = await dock(page, 'Checks')
  await checks.getByRole('button', { name: 'Run checks' }).click()
  await expect(page.locator('[data-engine="pg-mem"]')).not.toContainText('not run')
  await expect(checks.getByRole('button', { name: 'Run checks' })).toHaveCount(0)
})

test('the focus comes back from menus and dialogs, one after the other too, and F6 leads from part to part', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['email'])
  await draw(page, { x: 360, y: 60 }, 'orders', ['placed_at'])
  const orders = table(page, 'orders')
  await orders.focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(orders).toBeFocused()
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await page.keyboard.type('export')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Download the bundle' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(orders).toBeFocused()
  await orders.locator('.cv-head').click()
  const { keyboard } = page
  const tabs = page.getByRole('tablist', { name: 'Parts of the table' })
  await keyboard.press('F6')
  await expect(tabs.getByRole('tab', { selected: true })).toBeFocused()
  await keyboard.press('Alt+4')
  await keyboard.press('F6')
  await expect(page.getByRole('tab', { name: 'Queries' })).toBeFocused()
  // Tab belongs to the editor of SQL, so another key has to lead out of it.
  await page.getByRole('tabpanel', { name: 'Queries' }).locator('.view-lines').click()
  await keyboard.press('F6')
  await expect(page.getByRole('button', { name: 'Damask' })).toBeFocused()
  await keyboard.press('F6')
  await expect(page.locator('[role="treeitem"]:focus')).toHaveCount(1)
  await keyboard.press('F6')
  await expect(orders).toBeFocused()
  await keyboard.press('Shift+F6')
  await expect(page.locator('[role="treeitem"]:focus')).toHaveCount(1)
})

test('what is typed into a query goes there alone, Space unfolds what can be unfolded', async ({ page }) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const queries = await dock(page, 'Queries')
  const lines = queries.locator('.view-lines')
  await lines.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('select tags[1] ? 2 from products')
  await expect(lines).toHaveText(/select\stags\[1\]\s\?\s2\sfrom\sproducts/)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('data-tip', /query/i)
  await expect(page.getByRole('navigation', { name: 'Objects' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('button', { name: 'About Audit columns' }).click()
  const record = page.locator('summary', { hasText: 'Decision record' })
  await record.focus()
  await page.keyboard.press('Space')
  await expect(page.getByLabel('Consequences')).toBeVisible()
})

test('a query without rows says so', async ({ page }) => {
  test.setTimeout(120_000)
  await template(page, /Orders, multi-tenant/, 'orders')
  await judged(page, 'pglite')
  const queries = await dock(page, 'Queries')
  await queries.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(queries.getByText(/^No rows\. /)).toBeVisible()
})

test('an area that is selected stays below its tables', async ({ page }) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const area = page.locator('.react-flow__node-area').filter({ hasText: 'Sales' })
  await area.locator('.cv-area-name').click()
  await expect(area).toHaveClass(/selected/)
  const at = await boxOf(table(page, 'orders').locator('.cv-head'))
  const over = await page.evaluate(
    ({ x, y }) => document.elementFromPoint(x, y)?.closest('.react-flow__node')?.className,
    { x: at.x + at.width / 2, y: at.y + at.height / 2 },
  )
  expect(over).toContain('react-flow__node-table')
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

test('the tip of what was pressed does not lie over what the press opened', async ({ page }) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  await inspect(page, 'orders', 'Patterns')
  const about = page.getByRole('button', { name: 'About Audit columns' })
  await about.hover()
  await expect(page.getByRole('tooltip')).toHaveText('About Audit columns')
  await about.click()
  await expect(about).toHaveAttribute('aria-expanded', 'true')
  // Longer than a tip takes to come.
  await page.waitForTimeout(600)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
})
