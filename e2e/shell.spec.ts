import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { template } from './support/canvas.ts'
import { keepBack } from './support/late.ts'

const blank = async (page: Page): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await expect(page.getByRole('tree', { name: 'Objects' })).toBeVisible()
}

const add = async (page: Page, what: string): Promise<void> => {
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: what, exact: true }).click()
}

const serious = async (page: Page): Promise<readonly string[]> => {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

test('the start screen offers a blank design, templates and files, and axe finds nothing serious', async ({
  page,
}) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1, name: 'Damask' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open a file' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Orders, multi-tenant/ })).toBeVisible()
  expect(await serious(page)).toEqual([])
})

test('every kind of object can be added from the list and has a form', async ({ page }) => {
  await blank(page)
  const kinds: readonly (readonly [string, string])[] = [
    ['View', 'view'],
    ['Materialized view', 'materialized view'],
    ['Enum type', 'enum type'],
    ['Domain', 'domain'],
    ['Function or procedure', 'function'],
    ['Schema', 'schema'],
    ['Role', 'role'],
    ['Extension', 'extension'],
  ]
  for (const [item, kind] of kinds) {
    await add(page, item)
    await expect(page.getByLabel(`Name of the ${kind}`, { exact: true })).toBeVisible()
  }
})

test('what is added from the list has a place of its own, and stands there after a reload', async ({
  page,
}) => {
  await blank(page)
  for (const item of ['View', 'Enum type', 'Domain', 'Materialized view', 'Table']) await add(page, item)
  const places = () =>
    page
      .locator('.react-flow__node')
      .evaluateAll((nodes) =>
        nodes.map((n) => [n.getAttribute('data-id'), (n as HTMLElement).style.transform]).sort(),
      )
  await expect.poll(async () => (await places()).length).toBe(5)
  const before = await places()
  expect(new Set(before.map(([, at]) => at)).size).toBe(5)
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.reload()
  await expect.poll(places).toEqual(before)
})

test('undo and redo name their step', async ({ page }) => {
  await blank(page)
  await add(page, 'Table')
  const tree = page.getByRole('treeitem', { name: 'table_1' })
  await expect(tree).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).hover()
  await expect(page.getByRole('tooltip')).toContainText('Undo: Add table')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(tree).toBeHidden()
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(tree).toBeVisible()
})

test('what is behind the palette gets neither the focus nor a press', async ({ page }) => {
  await template(page, /Orders, multi-tenant/, 'orders')
  const palette = page.getByRole('dialog', { name: 'Find anything or run a command' })
  const typed = palette.getByRole('combobox')
  const canvas = page.locator('.cv')
  const open = async () => {
    await canvas.focus()
    await page.keyboard.press('ControlOrMeta+k')
    await expect(typed).toBeFocused()
  }
  await open()
  await palette.getByText('Commands', { exact: true }).click()
  for (const key of ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key)
    await expect(typed).toBeFocused()
  }
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(canvas).toBeFocused()

  const box = await canvas.boundingBox()
  if (!box) throw new Error('the canvas has no size')
  const beside = { x: box.x + 20, y: box.y + 20 }
  await open()
  await page.mouse.click(beside.x, beside.y, { button: 'right', delay: 50 })
  await expect(palette).toBeVisible()
  await expect(page.getByRole('menu')).toHaveCount(0)
  const view = page.locator('.react-flow__viewport')
  const before = await view.getAttribute('style')
  await page.mouse.move(beside.x, beside.y)
  await page.mouse.down()
  await page.mouse.move(beside.x + 90, beside.y + 60, { steps: 4 })
  await page.mouse.up()
  await expect(palette).toHaveCount(0)
  await expect(canvas).toBeFocused()
  expect(await view.getAttribute('style')).toBe(before)
})

test('the palette finds tables and runs commands by keyboard alone', async ({ page }) => {
  await blank(page)
  await add(page, 'Table')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('table_1')
  await expect(page.getByRole('option', { name: /table_1/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name of the table', { exact: true })).toHaveValue('table_1')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('>dark theme')
  await expect(page.getByRole('option', { name: /Dark theme/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('Find keeps a table whose column fits, and the list is walked by keys', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await expect(page.getByRole('treeitem', { name: 'orders', exact: true })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('placed_at')
  await expect(page.getByRole('treeitem', { name: 'orders', exact: true })).toBeVisible()
  await expect(page.getByRole('treeitem', { name: 'countries', exact: true })).toBeHidden()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.locator('[role=treeitem][aria-selected=true]')).toHaveCount(1)
})

test('what is chosen in the list is duplicated, copied and renamed by the keys of the canvas', async ({
  page,
}) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  const row = (name: string | RegExp) => page.getByRole('treeitem', { name, exact: true })
  await row('countries').click()
  await page.keyboard.press('ControlOrMeta+d')
  await expect(row('countries_copy')).toBeVisible()
  await row('countries_copy').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('lands')
  await page.keyboard.press('Enter')
  await expect(row('lands')).toBeVisible()
  await row('lands').click()
  await page.keyboard.press('ControlOrMeta+x')
  await expect(row('lands')).toBeHidden()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(row('lands')).toBeVisible()
})

test('the list shown again takes the focus only where Find is asked for', async ({ page }) => {
  await blank(page)
  const find = page.getByLabel('Find a table, column or other object')
  await page.keyboard.press('ControlOrMeta+f')
  await expect(find).toBeFocused()
  const canvas = page.getByRole('region', { name: 'Drawing of the schema' })
  await canvas.focus()
  await page.keyboard.press('[')
  await expect(find).toBeHidden()
  await page.keyboard.press('[')
  await expect(find).toBeVisible()
  await expect(canvas).toBeFocused()
  await page.keyboard.press('[')
  await expect(find).toBeHidden()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(find).toBeFocused()
})

test('panels fold, resize by keyboard, and stay so over a reload', async ({ page }) => {
  await blank(page)
  const slider = page.getByRole('slider', { name: 'Width of the inspector' })
  const before = Number(await slider.inputValue())
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Fold the dock' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Unfold the dock' })).toBeVisible()
  expect(Number(await slider.inputValue())).toBeGreaterThan(before)
})

test('Back leaves the design, and Forward comes again', async ({ page }) => {
  await blank(page)
  await add(page, 'Table')
  await expect(page).toHaveURL(/#d=[0-9a-f]{32}/)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Blank design' })).toBeVisible()
  await page.goForward()
  await expect(page.getByRole('treeitem', { name: 'table_1' })).toBeVisible()
})

test('steps of the history in quick succession end where the last one leads', async ({ page }) => {
  await blank(page)
  const title = page.getByLabel('Name of the design')
  await title.fill('First')
  await title.press('Enter')
  await expect(page).toHaveTitle('First – Damask')
  await page.getByRole('button', { name: 'Damask' }).click()
  await expect(page).toHaveTitle('Damask')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await expect(title).toHaveValue('Untitled')
  const first = page.url()
  const steps = await page.evaluate(() => {
    window.addEventListener('popstate', () => history.go(2), { once: true })
    history.go(-2)
    return history.length
  })
  await page.waitForTimeout(1000)
  expect(page.url()).toBe(first)
  await expect(page).toHaveTitle('Untitled – Damask')
  expect(await page.evaluate(() => history.length)).toBe(steps)
})

test('recent designs are renamed, duplicated, and deleted with undo', async ({ page }) => {
  await blank(page)
  await page.getByRole('button', { name: 'Damask' }).click()
  await page.getByRole('button', { name: 'More for Untitled' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.type('Ledger')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Ledger|UntitledLedger/ }).first()).toBeVisible()
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Your designs' })).toBeHidden()
  await page
    .getByRole('status')
    .getByRole('button', { name: /Undo|Bring back|Restore/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Your designs' })).toBeVisible()
})

test('a design that is deleted leaves the focus on the one beside it, and one that comes back has it', async ({
  page,
}) => {
  for (const name of ['One', 'Two', 'Three']) {
    await blank(page)
    await page.getByLabel('Name of the design').fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Damask' }).click()
    await expect(page.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  const design = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) })
  const remove = async (name: string, how: 'mouse' | 'keys') => {
    const more = page.getByRole('button', { name: `More for ${name}` })
    const entry = page.getByRole('menuitem', { name: 'Delete' })
    if (how === 'mouse') {
      await more.click()
      await entry.click()
    } else {
      await more.focus()
      await page.keyboard.press('Enter')
      await entry.focus()
      await page.keyboard.press('Enter')
    }
    await expect(design(name)).toHaveCount(0)
  }
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' })
  await remove('Two', 'mouse')
  await expect(design('One')).toBeFocused()
  await undo.click()
  await expect(design('Two')).toBeFocused()
  await remove('One', 'keys')
  await expect(design('Two')).toBeFocused()
  await undo.focus()
  await page.keyboard.press('Enter')
  await expect(design('One')).toBeFocused()
  for (const name of ['Three', 'Two', 'One']) await remove(name, 'keys')
  await expect(page.getByRole('button', { name: 'Blank design' })).toBeFocused()
})

test('on a phone the list, the inspector and the dock are sheets', async ({ browser, baseURL }) => {
  const page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    ...(baseURL ? { baseURL } : {}),
  })
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await page.getByRole('treeitem', { name: 'orders', exact: true }).click()
  await page.getByRole('button', { name: 'Inspector', exact: true }).click()
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('switch', { name: 'History table' }).click()
  await expect(page.getByRole('switch', { name: 'History table' })).toBeChecked()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.close()
})

test('a part whose code does not come says so, and comes when it is tried again', async ({ page }) => {
  const code = /\/assets\/inspector-.*\.js$/
  await page.route(code, (route) => route.abort())
  await page.goto('./')
  await page.getByRole('button', { name: /Blank/ }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'The inspector stopped working' })
  await expect(alert).toBeVisible()
  await page.unroute(code)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toBeHidden()
  await expect(page.locator('.inspector')).toBeVisible()
})

/** Asks for the palette in the moment in which a design is asked for. */
const askOnTheWay = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Blank design' }).evaluate((button: HTMLElement) => {
    button.click()
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
  })

test('the palette that is asked for while a design is on its way stays, with what is typed', async ({
  page,
}) => {
  await page.goto('./')
  const go = await keepBack(page, '**/assets/palette-*.js')
  await askOnTheWay(page)
  await expect(page.locator('.react-flow__pane')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /Find anything/ })).toBeFocused()
  await page.keyboard.type('>fit every')
  go()
  await expect(page.getByRole('option', { name: /Fit everything/ })).toBeVisible()
})

test('the palette that comes before its design offers what the design brings', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).waitFor()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /Find anything/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.waitForLoadState('networkidle')
  await askOnTheWay(page)
  await expect(page.locator('.react-flow__pane')).toBeVisible()
  await page.keyboard.type('>fit every')
  await expect(page.getByRole('option', { name: /Fit everything/ })).toBeVisible()
})

test('a panel whose code takes its time says that it is being opened', async ({ page }) => {
  const go = await keepBack(page, '**/assets/checks-*.js')
  await blank(page)
  await page.getByRole('tab', { name: 'Checks' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Checks' })
  await expect(panel.getByText('Opening')).toBeVisible()
  go()
  await expect(panel.getByText('Opening')).toBeHidden()
  await expect(panel.getByRole('heading', { name: 'Nothing is promised yet' })).toBeVisible()
})

test('a dialog whose code takes its time says that it is being opened', async ({ page }) => {
  const go = await keepBack(page, '**/assets/export-dialog-*.js')
  await blank(page)
  await page.getByRole('button', { name: 'Export' }).click()
  const says = page.getByRole('status').filter({ hasText: 'Opening' })
  await expect(says).toBeVisible()
  go()
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  await expect(says).toBeHidden()
})
