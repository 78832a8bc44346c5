import { expect, type Locator, type Page, test } from '@playwright/test'
import { edges, row, table } from './support/canvas.ts'

test.use({ actionTimeout: 30_000 })

const focused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((found) => found.some((e) => e === document.activeElement))

/** Presses Tab until the target has the focus. */
const tabTo = async (page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  for (let i = 0; i < 150; i++) {
    if (await focused(target)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${String(target)}`)
}

/** Chooses in a list of the platform's by its first letters. */
const choose = async (page: Page, list: Locator, label: string): Promise<void> => {
  await tabTo(page, list)
  await page.keyboard.type(label)
  await expect(list.locator('option:checked')).toHaveText(label)
}

const addTable = async (page: Page, name: string, columns: readonly string[]): Promise<void> => {
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Table name' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  for (const column of columns) {
    await page.keyboard.type(column)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(table(page, name)).toBeVisible()
}

/** By Tab to a table on the canvas, and into its first column. */
const into = async (page: Page, name: string): Promise<void> => {
  await tabTo(page, table(page, name))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name of the table', { exact: true })).toHaveValue(name)
  if (await focused(table(page, name))) await page.keyboard.press('Enter')
}

test('a table, its columns and key, a reference, a pattern and undo, with the keyboard alone', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.goto('./')
  await tabTo(page, page.getByRole('button', { name: 'Blank design' }))
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__pane')).toBeVisible()

  await addTable(page, 'countries', ['code char(2)!', 'name text!'])
  await addTable(page, 'cities', ['name text!'])

  // The key goes from id, which is deleted, to code, in the flags behind name and type.
  await into(page, 'countries')
  await expect(row(page, 'countries', 'id')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(row(page, 'countries', 'id')).toBeHidden()
  await into(page, 'countries')
  await expect(row(page, 'countries', 'code')).toBeFocused()
  await page.keyboard.press('F2')
  const typing = page.getByRole('group', { name: 'Column', exact: true })
  await tabTo(page, typing.getByRole('button', { name: 'Primary key' }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(row(page, 'countries', 'code')).toHaveAccessibleName(/primary key/)
  // The row has the focus and the selection again: the arrows go on from it, and move no table.
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'countries', 'name')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(row(page, 'countries', 'code')).toBeFocused()

  // The reference, in the inspector of the other table, which the palette finds.
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('cities')
  await expect(page.getByRole('option').first()).toContainText('cities')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name of the table', { exact: true })).toHaveValue('cities')
  const tabs = page.getByRole('tablist', { name: 'Parts of the table' })
  await tabTo(page, tabs.getByRole('tab', { selected: true }))
  await page.keyboard.press('ArrowRight')
  await expect(tabs.getByRole('tab', { name: 'Keys' })).toHaveAttribute('aria-selected', 'true')
  await tabTo(page, page.getByRole('button', { name: 'Add a reference' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add a reference' })
  await choose(page, dialog.getByLabel('Refers to'), 'countries')
  await tabTo(page, dialog.getByRole('button', { name: 'Add the reference' }))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await edges(page, 1)
  await expect(row(page, 'cities', 'country_code')).toHaveAccessibleName(/char\(2\).*foreign key/)

  // A pattern, and everything back, name by name.
  await tabTo(page, tabs.getByRole('tab', { selected: true }), 'Shift+Tab')
  for (const name of ['Indexes', /^Patterns/]) {
    await page.keyboard.press('ArrowRight')
    await expect(tabs.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
  }
  const audit = page.getByRole('switch', { name: 'Audit columns' })
  await tabTo(page, audit)
  await page.keyboard.press('Space')
  await expect(audit).toBeChecked()
  await expect(row(page, 'cities', 'created_at')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(audit).not.toBeChecked()
  await page.keyboard.press('ControlOrMeta+z')
  await edges(page, 0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(row(page, 'countries', 'code')).not.toHaveAccessibleName(/primary key/)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(row(page, 'countries', 'id')).toBeVisible()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ControlOrMeta+Shift+z')
  await edges(page, 1)
  await expect(row(page, 'cities', 'created_at')).toBeVisible()
})

test('every panel and dialog is opened and left by keys', async ({ page }) => {
  await page.goto('./')
  await tabTo(page, page.getByRole('button', { name: /Orders, multi-tenant/ }))
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node-table').first()).toBeVisible()
  for (const [key, tab] of [
    ['Alt+2', 'Checks'],
    ['Alt+3', 'Rows'],
    ['Alt+4', 'Queries'],
    ['Alt+5', 'Problems'],
    ['Alt+1', 'DDL'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) })).toBeVisible()
  }
  const side = page.getByRole('navigation', { name: 'Objects' })
  await page.keyboard.press('[')
  await expect(side).toBeHidden()
  await page.keyboard.press('[')
  await expect(side).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await expect(page.getByRole('option', { name: /Export migration bundle/ })).toBeVisible()
  await page.keyboard.type('export')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Export migration bundle' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})
