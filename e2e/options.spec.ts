import { expect, test } from '@playwright/test'
import { textOf } from './support/bundle.ts'
import { blank, copiedDdl, draw, inspect, row, template, treeItem } from './support/canvas.ts'
import { chooseFile } from './support/hostile.ts'

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] })

test('the parents of an arc are chosen, and what deleting each does', async ({ page }) => {
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

test('a view that is left out is in the list, and its problem leads to where it is mended', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'cards', ['holder text'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'View', exact: true }).click()
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByLabel('Query')
    .fill('select upper(holder) as loud from cards')
  await page.keyboard.press('Tab')
  await inspect(page, 'cards', 'Patterns')
  await page.getByRole('switch', { name: 'Encrypted column' }).click()
  await page.getByLabel('For the column').selectOption('holder')
  await page.getByRole('switch', { name: 'Encrypted column' }).click()
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.getByRole('button', { name: /^The view "new_view" does with cards.holder/ }).click()
  const form = page.getByRole('complementary', { name: 'Inspector' })
  await expect(form.getByLabel('Name of the view', { exact: true })).toHaveValue('new_view')
  await expect(form.getByText('It is left out of the DDL')).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /^new_view/ })).toHaveAttribute('aria-selected', 'true')
  await form.getByLabel('Name of the view', { exact: true }).fill('loud_cards')
  await form.getByLabel('Comment').fill('How they are called out.')
  await form.getByLabel('Query').fill('select id from cards')
  await page.keyboard.press('Tab')
  await expect(form.getByText('It is left out of the DDL')).toHaveCount(0)
  await expect(treeItem(page, 'loud_cards')).toBeVisible()
  const ddl = await copiedDdl(page)
  expect(ddl).toMatch(/create view loud_cards as\s+select id from cards/)
  expect(ddl).toContain("comment on view loud_cards is 'How they are called out.'")
})

test('a problem about an option leads to it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'orders')
  await page.keyboard.press('Escape')
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('switch', { name: 'Audit columns' }).click()
  await page.getByLabel('Who', { exact: true }).selectOption('reference')
  await page.getByRole('tab', { name: 'Columns' }).click()
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.getByRole('button', { name: /^orders: choose the table that the acting users/ }).click()
  await expect(page.getByLabel('People', { exact: true })).toBeFocused()
})

test('a problem about the states of a machine leads to them', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'orders', ['status text'])
  await page.keyboard.press('Escape')
  await inspect(page, 'orders', 'Patterns')
  await page.getByRole('switch', { name: 'State machine' }).click()
  await page.getByLabel('For the column').selectOption('status')
  await page.getByRole('switch', { name: 'State machine' }).click()
  const first = page.getByRole('checkbox', { name: 'draft to active' })
  await first.uncheck()
  await page.getByRole('tab', { name: 'Columns' }).click()
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.getByRole('button', { name: /^orders.status can never get into/ }).click()
  await expect(first).toBeFocused()
})

test('what is said of an option has the whole width of its field, below its control', async ({ page }) => {
  await template(page, /^Payments and ledger/, 'customers')
  await inspect(page, 'customers', 'Patterns')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  for (const name of ['Money', 'Vertical split', 'Subtype tables', 'Audit log', 'Blue-green table']) {
    const toggle = inspector.getByRole('switch', { name, exact: true }).first()
    await toggle.click()
    const card = inspector.locator('.pattern.open.on', {
      has: page.getByRole('switch', { name, exact: true }),
    })
    await expect(card.locator('.field-note').nth(1)).toBeVisible()
    const wrong = await card.evaluate((el) =>
      [...el.querySelectorAll('.field-note')].flatMap((note) => {
        const field = note.closest('.field')
        const n = note.getBoundingClientRect()
        const over = [...el.querySelectorAll('input, select, textarea, button')].some((control) => {
          const c = control.getBoundingClientRect()
          return n.left < c.right && c.left < n.right && n.top < c.bottom - 1 && c.top < n.bottom - 1
        })
        const narrow = !field || field.getBoundingClientRect().width - n.width > 1
        return over || narrow ? [note.textContent ?? ''] : []
      }),
    )
    expect({ name, wrong }).toEqual({ name, wrong: [] })
    await card.getByRole('button', { name: `About ${name}`, exact: true }).click()
  }
})

test('a column that is left out has its row, where it is mended', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'loans', ["state text! = 'new'"])
  await page.keyboard.press('Escape')
  const download = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  const file = JSON.parse(await textOf(await download))
  const state = Object.values<Record<string, unknown>>(file.records).find((r) => r.name === 'state')
  Object.assign(state ?? {}, { default: { text: ['', ''], refs: [{ id: 'zzzzzzzz.1', as: 'name' }] } })
  await page.getByRole('button', { name: 'Damask' }).click()
  await chooseFile(page, 'lost.json', JSON.stringify(file))
  await expect(row(page, 'loans', 'id')).toBeVisible()
  await expect(row(page, 'loans', 'state')).toHaveCount(0)
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await page.getByRole('button', { name: /^A column "state" mentions something/ }).click()
  const form = page.getByRole('complementary', { name: 'Inspector' })
  await expect(form.getByText('It is left out of the DDL')).toBeVisible()
  await form.getByLabel('Default', { exact: true }).fill("'new'")
  await page.keyboard.press('Tab')
  await expect(row(page, 'loans', 'state')).toBeVisible()
})

test('the value that rows begin with is chosen by its text, and follows it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 40, y: 30 }, 'loans', ['kind text'])
  await page.keyboard.press('Escape')
  await inspect(page, 'loans', 'Patterns')
  await page.getByRole('switch', { name: 'List of values' }).click()
  await page.getByLabel('For the column').selectOption('kind')
  await page.getByRole('switch', { name: 'List of values' }).click()
  const values = page.getByRole('group', { name: 'Values', exact: true })
  for (const name of ['Hard cover', "it's"]) {
    await values.getByRole('textbox').last().fill(name)
    await page.keyboard.press('Enter')
  }
  const initial = page.getByLabel('Default value')
  await expect(initial.locator('option')).toHaveText(['none', 'Hard cover', "it's"])
  await initial.selectOption('Hard cover')
  expect(await copiedDdl(page)).toMatch(/kind \S+ default 'Hard cover'/)
  await values.getByRole('textbox').first().fill('Bound')
  await page.keyboard.press('Tab')
  await expect(initial.locator('option:checked')).toHaveText('Bound')
  expect(await copiedDdl(page)).toMatch(/kind \S+ default 'Bound'/)
  await expect(page.getByText('to begin with')).toHaveCount(0)
})
