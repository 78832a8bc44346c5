import { expect, type Page, test } from '@playwright/test'
import { blank, dock, draw, judged, template } from './support/canvas.ts'
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
