import { expect, type Page } from '@playwright/test'

/** A blank design with a table that is selected. */
export const oneTable = async (page: Page): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  await expect(page.getByLabel('Name of the table', { exact: true })).toBeVisible()
}

/** Types a column into the inspector. */
export const addColumn = async (page: Page, spec: string): Promise<void> => {
  const input = page.getByLabel('Add a column')
  await input.fill(spec)
  await input.press('Enter')
}
