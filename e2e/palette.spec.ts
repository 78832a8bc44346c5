import { expect, type Page, test } from '@playwright/test'
import { blank, dock, draw, row, table, template, treeItem } from './support/canvas.ts'

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

/** Chooses by the palette what a name finds first. */
const choose = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(typed(page)).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option').first()).toContainText(name)
  await page.keyboard.press('Enter')
  await expect(typed(page)).toHaveCount(0)
}

test('the keys of the canvas go on with what was chosen in the palette, wherever the focus came from', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'appointments')
  await draw(page, { x: 400, y: 60 }, 'doctors', ['surname text'])
  const { keyboard } = page
  const appointments = table(page, 'appointments')
  await appointments.locator('.cv-head').click()
  await expect(appointments).toBeFocused()
  await choose(page, 'doctors')
  await expect(table(page, 'doctors')).toBeFocused()
  await keyboard.press('F2')
  await keyboard.type('physicians')
  await keyboard.press('Enter')
  await expect(table(page, 'physicians')).toBeFocused()
  await expect(appointments).toBeVisible()

  await page.getByLabel('Name of the table', { exact: true }).focus()
  await choose(page, 'appointments')
  await expect(appointments).toBeFocused()
  await keyboard.press('c')
  await keyboard.type('starts timestamptz')
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await expect(row(page, 'appointments', 'starts')).toBeVisible()

  await choose(page, 'surname')
  await expect(row(page, 'physicians', 'surname')).toBeFocused()
  await keyboard.press('ArrowUp')
  await expect(row(page, 'physicians', 'id')).toBeFocused()

  const panel = await dock(page, 'Queries')
  await panel.locator('.monaco-editor').waitFor()
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await choose(page, 'physicians')
  await expect(table(page, 'physicians')).toBeFocused()
  await keyboard.press('Delete')
  await expect(table(page, 'physicians')).toHaveCount(0)
  await expect(appointments).toBeVisible()
})

test('what is chosen in the palette takes the focus without a place on the canvas, and from far away', async ({
  page,
}) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const far = page.locator('.react-flow__node-table').last()
  const name = (await far.locator('[data-part="title"]').textContent()) ?? ''
  await treeItem(page, 'orders').click()
  await choose(page, name)
  await expect(table(page, name)).toBeFocused()
  await expect(table(page, name)).toBeInViewport()
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Role', exact: true }).click()
  await page.keyboard.press('Escape')
  await table(page, name).focus()
  await choose(page, 'new_role')
  await expect(treeItem(page, 'new_role')).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(treeItem(page, 'new_role')).toHaveCount(0)
  await expect(table(page, name)).toBeVisible()
})
