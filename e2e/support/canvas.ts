import { expect, type Locator, type Page } from '@playwright/test'

/** Engines start by WebAssembly; on a busy machine that takes its time. */
export const engineMs = 120_000

export const blank = async (page: Page): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await expect(page.locator('.react-flow__pane')).toBeVisible()
}

export const template = async (page: Page, name: RegExp, table: string): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name }).click()
  await expect(treeItem(page, table)).toBeVisible()
}

/** Draws a table with real clicks and keys; `x` and `y` count from the canvas' corner. */
export const draw = async (
  page: Page,
  at: { readonly x: number; readonly y: number },
  name: string,
  columns: readonly string[] = [],
): Promise<void> => {
  const box = await page.locator('.react-flow__pane').boundingBox()
  if (!box) throw new Error('the canvas has no size')
  await page.mouse.dblclick(box.x + at.x, box.y + at.y)
  await expect(page.getByRole('textbox', { name: 'Table name' })).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  for (const column of columns) {
    await page.keyboard.type(column)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}

const literally = (name: string): RegExp => new RegExp(`^${name.replace(/[^\w]/g, '\\$&')}$`)

export const table = (page: Page, name: string): Locator =>
  page.locator('.react-flow__node-table', {
    has: page.locator('[data-part="title"]', { hasText: literally(name) }),
  })

export const row = (page: Page, of: string, name: string): Locator =>
  table(page, of).locator('[data-row]', {
    has: page.locator('[data-part="name"]', { hasText: literally(name) }),
  })

/** Drags from a row's handle to the middle of another element, and holds on. */
export const pullOver = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  await from.hover()
  const handle = await page.locator('[data-handle="right"]').boundingBox()
  const target = await to.boundingBox()
  if (!handle || !target) throw new Error('nothing to drag')
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
  await page.mouse.down()
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 })
}

/** Drags from a row's handle to another element, and lets go. */
export const pull = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  await pullOver(page, from, to)
  await page.mouse.up()
}

export const edges = (page: Page, n: number) =>
  expect(page.locator('.cv-edges')).toHaveAttribute('data-edges', String(n))

export const treeItem = (page: Page, name: string): Locator =>
  page.getByRole('treeitem', { name, exact: true })

/** Opens a dock tab, whatever its counters say. */
export const dock = async (page: Page, tab: string): Promise<Locator> => {
  await page
    .getByRole('tablist', { name: 'Dock' })
    .getByRole('tab', { name: new RegExp(`^${tab}`) })
    .click()
  return page.getByRole('tabpanel', { name: new RegExp(`^${tab}`) })
}

/** Selects a table in the list and opens a tab of its inspector. */
export const inspect = async (page: Page, name: string, tab: string): Promise<void> => {
  await treeItem(page, name).click()
  await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
}

/** The whole DDL, by the page's own Copy button. Needs the clipboard permissions. */
export const copiedDdl = async (page: Page): Promise<string> => {
  const panel = await dock(page, 'DDL')
  await panel.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'SQL copied' })).toBeVisible()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Waits until an engine has judged the design as it is now. */
export const judged = async (page: Page, engine: 'pg-mem' | 'pglite'): Promise<void> => {
  const status = page.locator(`[data-engine="${engine}"]`)
  await expect
    .poll(
      async () => (await status.getAttribute('data-judged')) === (await status.getAttribute('data-revision')),
      {
        timeout: engineMs,
      },
    )
    .toBe(true)
}

/** Pastes lines into what has the focus. */
export const pasteLines = (page: Page, lines: readonly string[]): Promise<void> =>
  page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, lines.join('\n'))
