import type { Locator, Page } from '@playwright/test'

/** The panel of queries, opened. */
export const queries = async (page: Page): Promise<Locator> => {
  await page.getByRole('tab', { name: 'Queries' }).click()
  return page.getByRole('tabpanel', { name: 'Queries' })
}

/** Writes a query in place of the one that is there. */
export const write = async (page: Page, sql: string): Promise<void> => {
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
  await panel.locator('.monaco-editor').waitFor()
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(sql)
}
