import { expect, type Page, test } from '@playwright/test'
import { blank, dock, draw } from './support/canvas.ts'

const typed = (page: Page) => page.getByRole('combobox', { name: /Find anything/ })

test('the palette opens out of both editors of SQL, which get the focus back and every letter', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'orders')
  const { keyboard } = page
  for (const [tab, label] of [
    ['Queries', 'Query'],
    ['DDL', 'DDL'],
  ] as const) {
    const panel = await dock(page, tab)
    await panel.locator('.monaco-editor').waitFor()
    const text = panel.getByRole('textbox', { name: label, exact: true })
    await text.focus()
    for (let i = 0; i < 2; i++) {
      await keyboard.press('ControlOrMeta+k')
      await expect(typed(page)).toBeFocused()
      await keyboard.type('ord')
      await expect(typed(page)).toHaveValue('ord')
      await keyboard.press('Escape')
      await expect(typed(page)).toHaveCount(0)
      await expect(text).toBeFocused()
    }
    await expect(page.locator('.monaco-editor', { hasText: 'chord' })).toHaveCount(0)
  }
  const panel = await dock(page, 'Queries')
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.press('ControlOrMeta+k')
  await expect(typed(page)).toBeFocused()
  await keyboard.press('Escape')
  await expect(panel.getByRole('textbox', { name: 'Query', exact: true })).toBeFocused()
  await keyboard.type('select 1')
  await expect(panel.locator('.view-lines')).toHaveText(/^select\s1$/)
})
