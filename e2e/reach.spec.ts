import { expect, test } from '@playwright/test'
import { boxOf } from './support/box.ts'
import { blank, dock, draw, inspect, judged, row, table, template, treeItem } from './support/canvas.ts'
import { reopened } from './support/hostile.ts'

test.use({ actionTimeout: 30_000 })

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

test('a file without patterns offers its checks where checks are, and no engine speaks for it before', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'orders')
  await reopened(page)
  await expect(treeItem(page, 'orders')).toBeVisible()
  await expect(await dock(page, 'Problems')).toContainText('None of it was run')
  const checks = await dock(page, 'Checks')
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  await expect(checks.getByText(/\d+ not yet/)).toBeVisible()
  await expect(checks.getByRole('progressbar')).toHaveCount(0)
  await expect(checks).toContainText('is run before you press “Run checks”')
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

test('the tip of a button does not lie over the menu that it opened, the first time either', async ({
  page,
}) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const add = page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
  await page.clock.install()
  await add.click()
  await expect(page.getByRole('menu')).toBeVisible()
  // Longer than a tip takes to come.
  await page.clock.fastForward(1000)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.mouse.move(700, 300)
  await add.hover()
  await expect(page.getByRole('tooltip')).toHaveText('Add')
})

test('the tip of a long name goes when the name is written: what is wrong with it is said there', async ({
  page,
}) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const queries = await dock(page, 'Queries')
  const name = queries.getByLabel('Name of the query')
  const tip = page.getByRole('tooltip')
  await queries.getByRole('button', { name: 'To reorder' }).focus()
  await page.keyboard.press('Tab')
  await expect(name).toBeFocused()
  await expect(tip).toHaveText('Revenue by month')
  await page.keyboard.press('x')
  await expect(tip).toHaveCount(0)
  await name.fill('To reorder')
  await page.keyboard.press('Enter')
  await expect(queries.getByText('Another query is called')).toBeVisible()
  await expect(tip).toHaveCount(0)
})
