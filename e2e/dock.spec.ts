import { expect, type Page, test } from '@playwright/test'
import { blank, engineMs } from './support/canvas.ts'

const dock = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })

const table = async (page: Page, columns: readonly string[]): Promise<void> => {
  await blank(page)
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  for (const c of columns) await column(page, c)
}

const column = async (page: Page, spec: string): Promise<void> => {
  const input = page.getByLabel('Add a column')
  await input.fill(spec)
  await input.press('Enter')
}

const chosen = async (page: Page, panel: string): Promise<void> => {
  const engine = page.getByRole('tabpanel', { name: panel }).getByLabel('Engine')
  await expect(page.locator('[data-engine=pglite][data-status=ready]')).toBeVisible({ timeout: engineMs })
  await engine.selectOption('pglite')
}

test('a row that was tried says on what and of which version, and stays typed while other panels are shown', async ({
  page,
}) => {
  test.setTimeout(engineMs)
  await table(page, ['amount integer!'])
  await dock(page, 'Rows').click()
  await chosen(page, 'Rows')
  const panel = page.getByRole('tabpanel', { name: 'Rows' })
  await panel.getByText('Type a row', { exact: true }).click()
  await panel.getByLabel(/^amount /).fill('7')
  await panel.getByLabel(/^amount /).press('Enter')
  const row = panel.getByRole('row', { name: /Accepted as typed/ })
  await expect(row).toContainText('amount = 7')
  await expect(panel.getByRole('status')).toHaveText(/^PostgreSQL 18\.\d+$/)
  await page.getByLabel('Name of the column amount').fill('total')
  await column(page, 'note text!')
  await expect(panel.getByRole('status')).toContainText('the design was edited since')
  await expect(row).toContainText('amount = 7')
  await dock(page, 'DDL').click()
  await dock(page, 'Rows').click()
  await expect(row).toBeVisible()
  await expect(panel.getByLabel(/^total /)).toHaveValue('7')
  await panel.getByRole('button', { name: 'Try this row' }).click()
  await expect(panel.getByRole('row', { name: /Refused as typed/ })).toContainText('note must not be NULL')
  await expect(row).toBeHidden()
  await expect(panel.getByRole('status')).toHaveText(/^PostgreSQL 18\.\d+$/)
})

test('the answer to a row that is typed comes into sight in a dock of its first height', async ({ page }) => {
  test.setTimeout(engineMs)
  const many = Array.from({ length: 12 }, (_, i) => `column_${i} integer`)
  await table(page, many)
  await dock(page, 'Rows').click()
  await chosen(page, 'Rows')
  const panel = page.getByRole('tabpanel', { name: 'Rows' })
  await panel.getByText('Type a row', { exact: true }).click()
  for (const n of ['7', '8']) {
    await panel.getByLabel(/^column_0 /).fill(n)
    await panel.getByLabel(/^column_0 /).press('Enter')
    await expect(panel.getByRole('row', { name: `column_0 = ${n}` })).toBeInViewport({ ratio: 0.9 })
  }
})

test('a query that is not saved is there again, with its answer, after another panel was shown', async ({
  page,
}) => {
  test.setTimeout(engineMs)
  await table(page, [])
  await dock(page, 'Queries').click()
  await chosen(page, 'Queries')
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
  const editor = panel.locator('.view-lines')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('select 6 * 7 as answer, pg_sleep(1)')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(panel.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  await dock(page, 'DDL').click()
  await dock(page, 'Queries').click()
  await expect(editor).toContainText('answer')
  await expect(panel.getByRole('cell', { name: '42' })).toBeVisible({ timeout: 10_000 })
  await panel.getByRole('button', { name: 'Save this query' }).click()
  await expect(panel.getByLabel('Name of the query')).toBeVisible()
  await expect(panel.getByRole('cell', { name: '42' })).toBeVisible()
  await expect(panel.getByRole('status')).not.toContainText('edited')
  await column(page, 'amount integer')
  await expect(panel.getByRole('status')).toContainText('the design was edited since')
})

test('rows are tried on the table that was chosen or selected last, and stay when their constraint is gone to', async ({
  page,
}) => {
  test.setTimeout(engineMs)
  await table(page, ['amount integer!'])
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  await page.getByRole('treeitem', { name: 'table_1', exact: true }).click()
  await dock(page, 'Rows').click()
  await chosen(page, 'Rows')
  const panel = page.getByRole('tabpanel', { name: 'Rows' })
  const shown = panel.getByLabel('Table to try').locator('option:checked')
  await expect(shown).toHaveText('table_1')
  await panel.getByRole('button', { name: 'Generate cases' }).click()
  await panel.getByRole('button', { name: 'table_1_pkey' }).click()
  await expect(shown).toHaveText('table_1')
  await expect(panel.getByRole('row', { name: /Accepted a valid row/ })).toBeVisible()
  await panel.getByLabel('Table to try').selectOption({ label: 'table_2' })
  await expect(shown).toHaveText('table_2')
  await page.getByRole('treeitem', { name: 'table_1', exact: true }).click()
  await expect(shown).toHaveText('table_1')
})
