import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { blank, dock, draw, engineMs, inspect, judged, template, treeItem } from './support/canvas.ts'

test.use({ actionTimeout: 30_000 })

/** What axe finds serious or critical, each kind with its places. */
const grave = async (axe: AxeBuilder): Promise<readonly string[]> =>
  (await axe.analyze()).violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)

const turn = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
}

/**
 * Axe has nothing serious to say of a part of the page in either theme. What is not a matter of colour is the same in
 * both, so the dark one is asked about contrast alone.
 */
const clean = async (page: Page, where: string, part = 'body'): Promise<void> => {
  // The page has no frames: legacy mode asks it alone, without a page of axe's own for each answer.
  const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(true).include(part)
  expect.soft(await grave(axe()), where).toEqual([])
  await turn(page, 'dark')
  expect.soft(await grave(axe().withRules(['color-contrast'])), `${where}, dark`).toEqual([])
  await turn(page, 'light')
}

const orders = (page: Page) => template(page, /Orders, multi-tenant/, 'orders')

test.describe('axe', () => {
  test.use({ colorScheme: 'light', viewport: { width: 1440, height: 900 } })

  test('the start screen, with designs, and every tab of the inspector', async ({ page }) => {
    test.setTimeout(120_000)
    await orders(page)
    for (const tab of ['Columns', 'Keys', 'Indexes', 'Patterns', 'More']) {
      await inspect(page, 'orders', tab)
      await clean(page, `inspector, ${tab}`, tab === 'Columns' ? 'body' : '.inspector')
    }
    await inspect(page, 'orders', 'Patterns')
    await page.getByRole('button', { name: 'About State machine' }).first().click()
    await clean(page, 'a pattern that is open', '.inspector')
    await treeItem(page, 'plan').click()
    await clean(page, 'an enum', '.inspector')
    await page.getByRole('button', { name: 'Damask' }).click()
    await expect(page.getByRole('heading', { name: 'Your designs' })).toBeVisible()
    await clean(page, 'start screen')
  })

  test('a new table, and panels that have nothing to show yet', async ({ page }) => {
    test.setTimeout(120_000)
    await blank(page)
    await draw(page, { x: 80, y: 80 }, 'orders')
    for (const tab of ['Columns', 'Keys', 'Indexes', 'Patterns', 'More']) {
      await inspect(page, 'orders', tab)
      await clean(page, `inspector, ${tab}`, tab === 'Columns' ? 'body' : '.inspector')
    }
    for (const name of ['Checks', 'Rows', 'Queries', 'Problems', 'DDL']) {
      await dock(page, name)
      await clean(page, name, '.dock')
    }
  })

  test('the pattern library', async ({ page }) => {
    test.setTimeout(120_000)
    await orders(page)
    await page.getByRole('button', { name: 'Patterns', exact: true }).click()
    const library = page.getByRole('dialog', { name: 'Pattern library' })
    await expect(library.locator('.lib-table').first()).toBeVisible()
    await clean(page, 'library', '.dialog')
    await library.getByRole('tab', { name: 'When, gains and costs' }).click()
    await clean(page, 'library, costs', '.dialog')
    await library.getByText('Which should I use?').click()
    await library.getByRole('radio', { name: 'Up to a thousand' }).check()
    await clean(page, 'library, guided choice', '.dialog')
    await library.getByText('All pairs').click()
    await expect(library.locator('.lib-matrix')).toBeVisible()
    await clean(page, 'library, matrix', '.dialog')
  })

  test('every tab of the dock, with answers in it', async ({ page }) => {
    test.setTimeout(240_000)
    await orders(page)
    const ddl = await dock(page, 'DDL')
    await expect(ddl.locator('.view-line').first()).toBeVisible({ timeout: engineMs })
    await clean(page, 'DDL', '.dock')
    await judged(page, 'pglite')
    const checks = await dock(page, 'Checks')
    await expect(checks.getByRole('img', { name: 'Held' }).first()).toBeVisible({ timeout: engineMs })
    await clean(page, 'Checks', '.dock')
    const rows = await dock(page, 'Rows')
    await rows.getByRole('button', { name: 'Generate cases' }).click()
    await expect(rows.getByRole('cell', { name: 'Refused' }).first()).toBeVisible({ timeout: engineMs })
    await clean(page, 'Rows', '.dock')
    const queries = await dock(page, 'Queries')
    await queries.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(queries.getByRole('status')).toContainText(/SELECT/i, { timeout: engineMs })
    await clean(page, 'Queries', '.dock')
    await queries.getByRole('button', { name: 'New query' }).click()
    await queries.getByRole('textbox', { name: 'Query', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText('select 1 as one; select nope; select 2')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(queries.getByRole('option', { name: /refused$/ })).toBeVisible()
    await clean(page, 'a script that is refused', '.dock')
    await queries.getByRole('option', { name: /select 1/ }).click()
    const name = queries.getByLabel('Name of the query')
    await name.fill('To reorder')
    await name.press('Enter')
    await expect(queries.getByRole('button', { name: 'Call it “To reorder 2”' })).toBeVisible()
    await clean(page, 'a script and a name that is taken', '.dock')
    await dock(page, 'Problems')
    await clean(page, 'Problems', '.dock')
  })

  test('the palette and the dialogs', async ({ page }) => {
    test.setTimeout(120_000)
    await orders(page)
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.locator('.palette').getByRole('option').first()).toBeVisible()
    await clean(page, 'palette', '.dialog')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await clean(page, 'keys', '.dialog')
    await page.keyboard.press('Escape')
    for (const [button, title] of [
      ['Share', 'Share by link'],
      ['Export', 'Export migration bundle'],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click()
      await expect(page.getByRole('dialog', { name: title })).toBeVisible()
      await clean(page, title, '.dialog')
      await page.keyboard.press('Escape')
      // The focus returns to where it was.
      await expect(page.getByRole('button', { name: button, exact: true })).toBeFocused()
    }
  })

  test('on a phone', async ({ page }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('./')
    await clean(page, 'start screen')
    await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
    await expect(page.getByRole('button', { name: 'List', exact: true })).toBeVisible()
    await clean(page, 'canvas')
    for (const sheet of ['List', 'Inspector', 'SQL and checks']) {
      await page.getByRole('button', { name: sheet, exact: true }).click()
      if (sheet === 'List') await treeItem(page, 'orders').click()
      await clean(page, sheet)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        `${sheet} fits`,
      ).toBeLessThanOrEqual(390)
    }
  })
})

interface Stop {
  readonly what: string
  readonly visible: boolean
}

/** Whether the focused element, or what stands for it (its box, a styled sibling), looks otherwise without the focus. */
const stopHere = (page: Page): Promise<Stop | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return undefined
    const { parentElement } = element
    const near = [element, parentElement, parentElement?.parentElement, element.nextElementSibling]
    const look = () =>
      near
        .map((e) => {
          if (!e) return ''
          const s = getComputedStyle(e)
          return [s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join('|')
        })
        .join(' / ')
    const focused = look()
    element.blur()
    const visible = look() !== focused
    element.focus()
    const name = element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40) ?? ''
    return { what: `${element.tagName.toLowerCase()}.${element.className} “${name}”`, visible }
  })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the focus can be seen wherever Tab leads, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await orders(page)
    await treeItem(page, 'orders').click()
    await expect(page.getByLabel('Name of the table', { exact: true })).toHaveValue('orders')
    await page.getByRole('button', { name: 'Damask' }).focus()
    const stops = new Map<string, boolean>()
    for (let i = 0; i < 90; i++) {
      await page.keyboard.press('Tab')
      const stop = await stopHere(page)
      if (!stop) break
      stops.set(stop.what, stop.visible)
    }
    expect(stops.size).toBeGreaterThan(30)
    expect([...stops].filter(([, visible]) => !visible).map(([what]) => what)).toEqual([])
  })
}
