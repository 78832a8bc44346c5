import { expect, type Page, test } from '@playwright/test'
import { blank, dock, draw, engineMs, inspect, judged, table, template, treeItem } from './support/canvas.ts'
import { reopened } from './support/hostile.ts'

const tab = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Dock' }).getByRole('tab', { name: new RegExp(`^${name}`) })

test('a panel of the dock that goes leaves the focus at the tab of the one that comes', async ({ page }) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const queries = await dock(page, 'Queries')
  await queries.locator('.view-lines').click()
  await page.keyboard.press('Alt+2')
  await expect(tab(page, 'Checks')).toBeFocused()
  await page.keyboard.press('Alt+5')
  await expect(tab(page, 'Problems')).toBeFocused()
  await page.keyboard.press('Alt+2')
  await page
    .getByRole('tabpanel', { name: /^Checks/ })
    .getByRole('button')
    .first()
    .focus()
  await page.keyboard.press('`')
  await expect(page.getByRole('tabpanel', { name: /^Checks/ })).toBeHidden()
  await expect(tab(page, 'Checks')).toBeFocused()
})

test('the menu of a stored design, opened with a key for the first time, begins at its first entry', async ({
  page,
}) => {
  await blank(page)
  await page.getByRole('button', { name: 'Damask' }).click()
  for (const key of ['Enter', 'ArrowDown']) {
    await page.reload()
    await page.getByRole('button', { name: 'More for Untitled' }).press(key)
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'More for Untitled' })).toBeFocused()
  }
})

test('what is shown in the dock meanwhile takes the focus from nothing', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'orders')
  const name = page.getByLabel('Name of the table', { exact: true })
  await name.focus()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('tabpanel', { name: 'Queries' })).toBeVisible()
  await expect(name).toBeFocused()
})

test('the menu of a design that nothing was run of offers to run its checks', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'orders')
  await reopened(page)
  await expect(page.locator('[data-engine="pg-mem"]')).toContainText('not run')
  const menu = page.getByRole('button', { name: 'Design menu' })
  await menu.click()
  const allow = page.getByRole('menuitem', { name: 'Run checks' })
  await expect(allow).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Run all checks again' })).toHaveCount(0)
  await allow.click()
  await judged(page, 'pg-mem')
  await menu.click()
  await expect(page.getByRole('menuitem', { name: 'Run all checks again' })).toBeEnabled()
})

test('a panel at the side that goes leaves the focus on the canvas, where the keys go on', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['email'])
  const { keyboard } = page
  const customers = table(page, 'customers')
  await customers.locator('.cv-head').click()
  const tabs = page.getByRole('tablist', { name: 'Parts of the table' })
  await tabs.getByRole('tab', { selected: true }).focus()
  await keyboard.press(']')
  await expect(tabs).toHaveCount(0)
  await expect(customers).toBeFocused()
  await keyboard.press(']')
  await expect(tabs).toBeVisible()
  await expect(customers).toBeFocused()
  const item = treeItem(page, 'customers')
  await item.click()
  await expect(item).toBeFocused()
  await keyboard.press('[')
  await expect(item).toHaveCount(0)
  await expect(customers).toBeFocused()
  await keyboard.press('[')
  await page.locator('.react-flow__pane').click({ position: { x: 300, y: 300 } })
  await page.locator('[role="treeitem"][tabindex="0"]').focus()
  await keyboard.press('[')
  await expect(page.getByRole('region', { name: 'Drawing of the schema' })).toBeFocused()
})

test('a dialog begins at what it is for', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await blank(page)
  const run = async (command: string) => {
    await page.keyboard.press('ControlOrMeta+k')
    const input = page.getByRole('combobox', { name: /Find anything/ })
    // What it says before anything is typed is not cut.
    expect(await input.evaluate((e) => e.scrollWidth <= e.clientWidth)).toBe(true)
    await input.fill(`>${command}`)
    await page.keyboard.press('Enter')
  }
  await run('share')
  await expect(page.getByRole('button', { name: 'Copy the link' })).toBeFocused()
  await page.keyboard.press('Escape')
  await run('pattern library')
  await expect(page.getByRole('searchbox', { name: 'Find a pattern' })).toBeFocused()
})

test('a sheet that is closed gives the focus back to its button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await blank(page)
  const list = page.getByRole('button', { name: 'List', exact: true })
  await list.click()
  await page.getByRole('region', { name: 'List' }).getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('region', { name: 'List' })).toHaveCount(0)
  await expect(list).toBeFocused()
})

test('a tab that is chosen, or has something to count, moves no other', async ({ page }) => {
  await template(page, /Employees and salaries/, 'employees')
  const tabs = page.getByRole('tablist', { name: 'Dock' }).getByRole('tab')
  const places = () => tabs.evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().x)))
  const before = await places()
  for (const tab of await tabs.all()) {
    await tab.click()
    expect(await places()).toEqual(before)
  }
  await expect(tabs.getByText('held')).toHaveCount(1, { timeout: engineMs })
  expect(await places()).toEqual(before)
})

test('what is made, moved or deleted in a form leaves the focus near it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'doctors', ['name text', 'fee int'])
  await expect(page.locator('.columns .column.open')).toHaveCount(1)
  const { keyboard } = page
  await inspect(page, 'doctors', 'Keys')
  await page.getByRole('button', { name: 'Add a check' }).click()
  await keyboard.type('(fee > 0')
  await keyboard.press('Enter')
  await expect(page.getByLabel('Inspector').getByRole('alert')).toHaveText('A “(” is not closed. Add “)”.')
  await keyboard.type(')')
  await keyboard.press('Enter')
  const line = page.getByRole('button', { name: /^doctors_fee_check/ })
  await expect(line).toBeFocused()
  await expect(line).toHaveAttribute('aria-expanded', 'true')
  await page.getByRole('button', { name: 'Delete doctors_fee_check' }).focus()
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Add a check' })).toBeFocused()
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Enum type' }).click()
  await page.getByLabel('Add labels').fill('open, paid')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: 'Move paid up' }).focus()
  await keyboard.press('Enter')
  await expect(page.getByLabel('Label 1')).toHaveValue('paid')
  await expect(page.getByRole('button', { name: 'Move paid down' })).toBeFocused()
})

test('what is added by a menu is named next', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'doctors')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const add = page.getByRole('button', { name: 'Add', exact: true }).first()
  for (const [entry, field, value] of [
    ['Table', 'Name of the table', 'table_1'],
    ['Enum type', 'Name of the enum type', 'new_enum'],
    ['Role', 'Name of the role', 'new_role'],
    ['Area', 'Name', 'Area'],
    ['Note', 'Text', ''],
  ] as const) {
    await add.click()
    await page.getByRole('menuitem', { name: entry, exact: true }).click()
    const name = inspector.getByLabel(field, { exact: true })
    await expect(name).toBeFocused()
    await expect(name).toHaveValue(value)
    await page.keyboard.type(`my_${entry.toLowerCase().replace(' ', '_')}`)
    await expect(name).toHaveValue(`my_${entry.toLowerCase().replace(' ', '_')}`)
  }
  await inspect(page, 'doctors', 'More')
  for (const [kind, field, value] of [
    ['Policy', 'Name', 'new_policy'],
    ['Trigger', 'Name', 'new_trigger'],
    ['Grant', 'May use doctors', 'public'],
  ] as const) {
    await inspector.getByRole('button', { name: `Add a ${kind.toLowerCase()}` }).click()
    const first = inspector.locator('.part.open').getByLabel(field, { exact: true })
    await expect(first.last()).toBeFocused()
    await expect(first.last()).toHaveValue(value)
  }
  await add.click()
  await page.keyboard.press('Escape')
  await expect(add).toBeFocused()
})
