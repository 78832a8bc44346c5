import { expect, test } from '@playwright/test'
import { blank, copiedDdl, draw, inspect, row } from './support/canvas.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('the parents of an arc are chosen, and what deleting each does', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'posts')
  await draw(page, { x: 320, y: 30 }, 'photos')
  await draw(page, { x: 600, y: 30 }, 'comments', ['body text!'])
  await page.keyboard.press('Escape')
  await inspect(page, 'comments', 'Patterns')
  await page.getByRole('switch', { name: 'Exclusive arc' }).click()
  const parents = page.getByRole('group', { name: 'Parents' })
  await expect(parents).toBeVisible()
  for (const name of ['posts', 'photos']) {
    await parents.getByLabel(name).check()
    await expect(parents.getByLabel(name)).toBeChecked()
  }
  await expect(parents.getByRole('checkbox', { checked: true })).toHaveCount(2)
  await expect(row(page, 'comments', 'posts_id')).toBeVisible()
  await expect(row(page, 'comments', 'photos_id')).toBeVisible()
  await page.getByLabel('On delete: photos').selectOption('cascade')
  await expect(page.getByLabel('On delete: posts')).toHaveValue('restrict')
  const ddl = await copiedDdl(page)
  expect(ddl).toMatch(/\(photos_id\) references photos \(id\)\s+on delete cascade/)
  expect(ddl).toMatch(/\(posts_id\) references posts \(id\)\s+on delete restrict/)
})

test('an option offers no table that its own pattern makes', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'orders')
  await page.keyboard.press('Escape')
  await page.getByRole('switch', { name: 'Row-level tenancy' }).click()
  await expect(page.getByRole('treeitem', { name: 'tenants', exact: true })).toBeVisible()
  await expect(page.getByLabel('Tenants', { exact: true }).locator('option')).toHaveText(['none', 'orders'])
})

test('a column drawn where a pattern makes one is let into its place', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'orders', ['deleted_at timestamptz'])
  await page.keyboard.press('Escape')
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.getByRole('button', { name: 'Let the pattern use yours' }).click()
  await expect(page.getByText('No problems: the design compiles')).toBeVisible()
  await expect(row(page, 'orders', 'deleted_at')).toHaveCount(1)
  await expect(row(page, 'orders', 'deleted_at_1')).toHaveCount(0)
})
