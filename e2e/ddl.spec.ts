import { expect, type Page, test } from '@playwright/test'
import { template } from './support/canvas.ts'

interface Tinted {
  readonly options: {
    readonly className?: string | null
    readonly linesDecorationsClassName?: string | null
  }
  readonly range: { readonly startLineNumber: number; readonly endLineNumber: number }
}
interface TextModel {
  getLanguageId(): string
  getValue(): string
  getAllDecorations(): readonly Tinted[]
  getOptions(): { readonly bracketPairColorizationOptions: { readonly enabled: boolean } }
}
type Global = { readonly monaco?: { readonly editor: { getModels(): readonly TextModel[] } } }

/** The text of the DDL and the lines that are tinted as made by patterns; undefined until Monaco shows it. */
const shown = (page: Page) =>
  page.evaluate(() => {
    const models = (globalThis as Global).monaco?.editor.getModels() ?? []
    const model = models.find((m) => m.getLanguageId() === 'pgsql')
    if (!model || model.getValue() === '') return undefined
    const lines = model
      .getAllDecorations()
      .filter((d) => d.options.className === 'sql-made')
      .flatMap(({ range: { startLineNumber: from, endLineNumber: to } }) =>
        Array.from({ length: to - from + 1 }, (_, n) => from + n),
      )
    return { text: model.getValue(), lines: [...new Set(lines)].sort((a, b) => a - b) }
  })

const settled = async (page: Page) => {
  await expect.poll(() => shown(page), { timeout: 20_000 }).toBeDefined()
  const now = await shown(page)
  if (!now) throw new Error('there is no DDL')
  return now
}

const palette = async (page: Page, what: string): Promise<void> => {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill(what)
  await expect(page.getByRole('option', { name: what }).first()).toBeVisible()
  await page.keyboard.press('Enter')
}

test('no model is parsed for the colours of its brackets, whatever editors are made', async ({ page }) => {
  await page.addInitScript(() => Object.assign(globalThis, { MonacoEnvironment: { globalAPI: true } }))
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await settled(page)
  const coloured = () =>
    page.evaluate(() =>
      (globalThis as Global).monaco?.editor
        .getModels()
        .map((m) => [m.getValue().length > 0, m.getOptions().bracketPairColorizationOptions.enabled]),
    )
  for (const panel of ['DDL', 'Queries', 'DDL']) {
    await page.getByRole('tab', { name: new RegExp(`^${panel}`) }).click()
    await expect(page.getByRole('tabpanel', { name: panel }).locator('.view-lines')).toBeVisible()
    expect(await coloured()).toEqual([[true, false]])
  }
})

test('text and tints of the DDL are after edits what they are when it is opened anew', async ({ page }) => {
  test.setTimeout(120_000)
  await page.addInitScript(() => Object.assign(globalThis, { MonacoEnvironment: { globalAPI: true } }))
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  let before = await settled(page)
  const steps = [
    'Switch on History table',
    'Switch on Row version',
    'Undo',
    'Switch on Archive table',
    'Undo',
  ]
  const seen: (typeof before)[] = [before]
  for (const [n, step] of steps.entries()) {
    await page.getByRole('treeitem', { name: 'warehouses', exact: true }).click()
    if (step === 'Undo') await page.keyboard.press('ControlOrMeta+z')
    else await palette(page, step)
    await expect.poll(async () => (await shown(page))?.text, { message: step }).not.toBe(before.text)
    before = await settled(page)
    seen.push(before)
    if (n < 2) continue
    await expect(page.getByText('Saved in this browser')).toBeVisible()
    await page.reload()
    expect(await settled(page), step).toEqual(before)
  }
  expect(before.lines.length).toBeGreaterThan(20)
  expect(seen[3]).toEqual(seen[1])
})

test('another part of the DDL is read from the selected object on, or from its top', async ({ page }) => {
  await template(page, /^Orders, multi-tenant/, 'orders')
  const line = (text: string) => page.locator('.dock .view-line').filter({ hasText: text })
  await page.getByRole('treeitem', { name: 'shipments', exact: true }).click()
  await expect(line('create table shipments (')).toBeInViewport()
  await page.getByText('Selection', { exact: true }).click()
  await expect(line('create table shipments (')).toBeInViewport()
  await page.getByText('Whole schema', { exact: true }).click()
  await expect(line('create table shipments (')).toBeInViewport()
  await page.getByText('By patterns', { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await page.getByText('Whole schema', { exact: true }).click()
  await expect(page.locator('.dock .view-line').first()).toBeInViewport()
  await expect(page.locator('.dock .line-numbers').filter({ hasText: /^1$/ })).toBeInViewport()
})

test('lines are marked as changed by an edit, not because another part of the DDL is shown', async ({
  page,
}) => {
  await page.addInitScript(() => Object.assign(globalThis, { MonacoEnvironment: { globalAPI: true } }))
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await settled(page)
  const marked = () =>
    page.evaluate(() => {
      const models = (globalThis as Global).monaco?.editor.getModels() ?? []
      const model = models.find((m) => m.getLanguageId() === 'pgsql')
      const lines = model?.getValue().split('\n') ?? []
      return (model?.getAllDecorations() ?? [])
        .filter((d) => d.options.linesDecorationsClassName === 'sql-changed')
        .flatMap(({ range: { startLineNumber: from, endLineNumber: to } }) => lines.slice(from - 1, to))
    })
  const show = async (view: string) => {
    const before = (await settled(page)).text
    await page.getByText(view, { exact: true }).click()
    await expect.poll(async () => (await shown(page))?.text).not.toBe(before)
  }
  const warehouses = page.getByRole('treeitem', { name: 'warehouses', exact: true })
  await warehouses.click()
  await page.getByLabel('Add a column').fill('floors smallint')
  await page.getByLabel('Add a column').press('Enter')
  const floors = [expect.stringContaining('floors')]
  await expect.poll(marked).toEqual(floors)
  await show('Selection')
  await expect.poll(marked).toEqual(floors)
  await page.getByRole('treeitem', { name: 'countries', exact: true }).click()
  await expect.poll(async () => (await shown(page))?.text).toContain('create table countries')
  await expect.poll(marked).toEqual([])
  await show('By patterns')
  await show('Whole schema')
  await expect.poll(marked).toEqual(floors)
})
