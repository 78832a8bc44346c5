import { expect, type Page, test } from '@playwright/test'

const table = async (page: Page): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  await expect(page.getByLabel('Name of the table', { exact: true })).toBeVisible()
}

const ddl = (page: Page) => page.getByRole('tabpanel', { name: 'DDL' })

const column = async (page: Page, spec: string): Promise<void> => {
  const input = page.getByLabel('Add a column')
  await input.fill(spec)
  await input.press('Enter')
}

test('columns by shorthand, renamed and retyped, show in the DDL at once', async ({ page }) => {
  await table(page)
  await column(page, 'email varchar(20)!')
  await page.getByLabel('Name of the column email').fill('mail')
  await page.getByLabel('Type of mail').fill('text')
  await page.getByLabel('Type of mail').press('Enter')
  await expect(ddl(page)).toContainText(/mail\s+text\s+not\s+null/)
  await page.getByRole('button', { name: 'mail is NOT NULL' }).click()
  await expect(ddl(page)).not.toContainText(/mail\s+text\s+not\s+null/)
})

test('a type that does not exist is refused beside the input and the design stays', async ({ page }) => {
  await table(page)
  await page.getByLabel('Type of id').fill('no_such_type')
  await page.getByLabel('Type of id').press('Enter')
  await expect(page.getByLabel('Inspector').getByRole('alert')).toContainText('no_such_type')
  await expect(ddl(page)).toContainText(/id\s+bigint/)
})

test('Enter in a name adds the next column and goes on in its name', async ({ page }) => {
  await table(page)
  await page.getByLabel('Name of the column id').press('Enter')
  await page.keyboard.type('total')
  await expect(page.getByLabel('Name of the column total')).toBeFocused()
})

test('check, unique and index are added and shown', async ({ page }) => {
  await table(page)
  await column(page, 'amount numeric(12,2)!')
  await page.getByRole('tab', { name: 'Keys', exact: true }).click()
  await page.getByRole('button', { name: 'Add a check' }).click()
  await page.keyboard.type('amount >= 0')
  await page.keyboard.press('Enter')
  await expect(ddl(page)).toContainText('amount >= 0')
  await page.getByRole('button', { name: 'Add a unique constraint' }).click()
  await page.getByLabel('Add to unique columns').selectOption({ label: 'amount' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await expect(ddl(page)).toContainText(/unique\s\(amount\)/)
  await page.getByRole('tab', { name: 'Indexes', exact: true }).click()
  await page.getByRole('button', { name: 'Add an index' }).click()
  await page.getByLabel('Add to columns in order').selectOption({ label: 'amount' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await expect(page.getByRole('region', { name: 'Indexes' })).toContainText('amount')
})

test('a pattern is previewed, switched on, tuned, and ejected', async ({ page }) => {
  await table(page)
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('button', { name: 'About Soft delete' }).click()
  await page.getByText('What switching it on would change').click()
  await expect(page.getByText(/statements? added/)).toBeVisible()
  await expect(ddl(page)).not.toContainText('deleted_at')
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  await expect(page.getByRole('treeitem', { name: 'delete_table_1' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'View of live rows' }).uncheck()
  await expect(page.getByRole('treeitem', { name: 'live_table_1' })).toBeHidden()
  await page.getByRole('button', { name: 'Eject into plain objects' }).click()
  await expect(page.getByRole('switch', { name: 'Soft delete' })).not.toBeChecked()
  await expect(page.getByRole('treeitem', { name: 'delete_table_1' })).toBeVisible()
})

test('a click in the DDL selects what stands there', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'warehouses', exact: true }).click()
  const line = ddl(page).locator('.view-line', { hasText: 'create table warehouses' })
  await expect(line).toBeVisible({ timeout: 20_000 })
  await page.getByRole('treeitem', { name: 'countries', exact: true }).click()
  const other = ddl(page).locator('.view-line', { hasText: 'create table countries' })
  await expect(other).toBeVisible()
  await page.getByRole('treeitem', { name: 'plan', exact: true }).click()
  const named = ddl(page).locator('.view-line', { hasText: 'create type plan' })
  await named.click({ position: { x: 60, y: 8 } })
  await expect(page.getByLabel('Name of the enum type')).toHaveValue('plan')
})

test('the DDL of the selection alone, and of patterns alone', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'countries', exact: true }).click()
  const all = await page.getByText(/^\d+ statements$/).textContent()
  await page.getByText('Selection', { exact: true }).click()
  await expect(page.getByText(/^\d+ statements?$/)).not.toHaveText(all ?? '')
  await page.getByText('By patterns', { exact: true }).click()
  await expect(page.getByText(/^\d+ statements$/)).not.toHaveText(all ?? '')
})

test('a state machine is drawn and edited in place', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'orders', exact: true }).click()
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('button', { name: 'About State machine' }).first().click()
  await expect(page.getByRole('group', { name: /^Transitions: / })).toBeVisible()
  await page.getByLabel('Add a state').fill('returned')
  await page.getByLabel('Add a state').press('Enter')
  await page.getByRole('checkbox', { name: 'delivered to returned' }).check()
  await expect(page.getByRole('checkbox', { name: 'delivered to returned' })).toBeChecked()
  const diagram = page.getByRole('group', { name: /^Transitions: .*delivered to returned/ })
  await diagram.getByRole('button', { name: /^delivered: / }).click()
  await diagram.getByRole('button', { name: 'Allow or forbid delivered to returned' }).click()
  await expect(page.getByRole('checkbox', { name: 'delivered to returned' })).not.toBeChecked()
})

test('generated rows name their columns and the constraint that refused', async ({ page }) => {
  await table(page)
  await column(page, 'amount integer!')
  await page.getByRole('tab', { name: /^Rows/ }).click()
  await page.getByRole('button', { name: 'Generate cases' }).click()
  const trials = page.locator('table.trials')
  await expect(trials.getByRole('row', { name: /Accepted a valid row/ })).toContainText('amount = ')
  await expect(trials.getByRole('row', { name: /amount is NULL/ })).toContainText('Refused')
})
