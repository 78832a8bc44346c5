import { expect, test } from '@playwright/test'
import { boxOf, within } from './support/box.ts'
import {
  blank,
  copiedDdl,
  draw,
  engineMs,
  inspect,
  pasteLines,
  row,
  table,
  treeItem,
} from './support/canvas.ts'

declare global {
  interface Window {
    lifted?: Promise<void>
  }
}

test.use({ actionTimeout: 30_000, permissions: ['clipboard-read', 'clipboard-write'] })

test('lines pasted into the inspector become columns, comments and all; one that is wrong loses none', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'parts')
  await inspect(page, 'parts', 'Columns')
  const add = page.getByLabel('Add a column')
  await add.focus()
  await pasteLines(page, ['p int, -- the p', 'q text not null,', 'r frob'])
  await expect(page.getByRole('alert').filter({ hasText: 'no type “frob”' })).toBeVisible()
  await expect(table(page, 'parts').locator('[data-row]')).toHaveCount(1)
  await pasteLines(page, ['p int, -- the p', 'q text not null,', 'r date'])
  await expect(table(page, 'parts').locator('[data-row]')).toHaveCount(4)
  await expect(row(page, 'parts', 'q')).toHaveAccessibleName(/q text/)
  await expect(page.locator('.toast')).toHaveCount(0)
})

test('an extension that came with a type is read-only and says why', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'people', ['mail citext'])
  await treeItem(page, 'citext').click()
  await expect(page.getByText('Something in the design needs it')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete citext' })).toHaveCount(0)
})

test('an exclusion gets and loses a part, an index an expression beside its column', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'bookings', ['room bigint!', 'during tstzrange!', 'note text'])
  await inspect(page, 'bookings', 'Keys')
  await page.getByRole('button', { name: 'Add an exclusion' }).click()
  await page.keyboard.type('during with &&')
  await page.keyboard.press('Enter')
  const form = page.getByRole('region', { name: 'Exclusions' })
  await form.getByLabel('Another part').fill('room =')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toContainText('has no operator')
  await form.getByLabel('Another part').fill('room with =')
  await page.keyboard.press('Enter')
  await expect(form.getByLabel('Operator')).toHaveCount(2)
  await expect(form.getByLabel('Another part')).toHaveValue('')
  expect(await copiedDdl(page)).toMatch(/exclude using gist \(during with &&, room with =\)/)
  await form.getByRole('button', { name: 'Remove during' }).click()
  await expect(form.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
  expect(await copiedDdl(page)).toMatch(/exclude using gist \(room with =\)/)
  await inspect(page, 'bookings', 'Indexes')
  await page.getByRole('button', { name: 'Add an index' }).click()
  await page.getByLabel('Add to columns in order').selectOption({ label: 'room' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await page.getByLabel('Another expression').fill('lower(note)')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove lower(note)' })).toBeVisible()
  expect(await copiedDdl(page)).toMatch(/on bookings \(room, lower\(note\)\)/)
  await page.getByLabel('Another expression').fill('during')
  await page.keyboard.press('Enter')
  const last = page.getByRole('button', { name: /^Move during/ })
  await last.focus()
  await page.keyboard.press('Enter')
  await expect(last).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(last).toBeFocused()
  await expect(last).toHaveAccessibleName('Move during after room')
  expect(await copiedDdl(page)).toMatch(/on bookings \(during, room, lower\(note\)\)/)
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await copiedDdl(page)).toMatch(/on bookings \(room, during, lower\(note\)\)/)
  await page.getByLabel('Operator class').first().fill('int8_ops')
  await page.keyboard.press('Enter')
  await page.getByLabel('Column or expression').first().fill('note')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'The operator class int8_ops' })).toBeVisible()
  expect(await copiedDdl(page)).toMatch(/on bookings \(note, during, lower\(note\)\)/)
})

test('what patterns make of a unique column is still the switch that was turned, and its form', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'people', ['email text!'])
  await inspect(page, 'people', 'Columns')
  await page.getByRole('button', { name: 'Details of email' }).click()
  const unique = page.getByRole('checkbox', { name: 'Unique' })
  await unique.check()
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  expect(await copiedDdl(page)).toMatch(/create unique index [^;]*\(email\)\s+where/)
  await inspect(page, 'people', 'Indexes')
  await page.getByRole('button', { name: /^people_email_/ }).click()
  await page.getByLabel(/^NULLS NOT DISTINCT/).check()
  expect(await copiedDdl(page)).toMatch(/nulls not distinct/)
  await page.getByRole('tab', { name: 'Columns', exact: true }).click()
  await page.getByRole('button', { name: 'Details of email' }).click()
  await expect(unique).toBeChecked()
  await unique.uncheck()
  expect(await copiedDdl(page)).not.toMatch(/create unique index/)
})

test('an index is set as it was drawn, not as a pattern widens it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'people', ['email text!', 'nick text'])
  await inspect(page, 'people', 'Indexes')
  await page.getByRole('button', { name: 'Add an index' }).click()
  await page.getByLabel('Add to columns in order').selectOption({ label: 'email' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  const index = page.getByRole('region', { name: 'Indexes' })
  await index.getByRole('checkbox', { name: 'Unique' }).check()
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  const soft = page.getByRole('switch', { name: 'Soft delete' })
  await soft.click()
  expect(await copiedDdl(page)).toMatch(/create unique index [^;]*where/)
  await inspect(page, 'people', 'Indexes')
  const line = page.getByRole('button', { name: /^people_email_/ })
  if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click()
  await expect(index.getByLabel('Only rows where')).toHaveValue('')
  await index.getByLabel('Add to another column').selectOption({ label: 'nick' })
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await soft.click()
  expect(await copiedDdl(page)).toMatch(/create unique index .*\(email, nick\);/)
})

test('the columns of a key and of a reference are put in order by keys and by touch, a step each', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'rooms', ['floor int!', 'number int!', 'wing text!'])
  await draw(page, { x: 400, y: 60 }, 'bookings', ['room_floor int!', 'room_number int!'])
  await inspect(page, 'rooms', 'Keys')
  const add = async (list: string, names: readonly string[]): Promise<void> => {
    for (const label of names) await page.getByLabel(`Add to ${list}`).selectOption({ label })
  }
  await page.getByRole('button', { name: 'Add a unique constraint' }).click()
  await add('unique columns', ['floor', 'number', 'wing'])
  // In order before it is made, too.
  await page.getByRole('button', { name: 'Move wing before number in unique columns' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  expect(await copiedDdl(page)).toMatch(/unique \(floor, wing, number\)/)
  const unique = page.getByRole('region', { name: 'Unique' })
  const move = unique.getByRole('button', { name: /^Move number/ })
  await move.focus()
  await page.keyboard.press('Enter')
  await expect(move).toBeFocused()
  await expect(move).toHaveAccessibleName('Move number before floor in columns')
  await page.keyboard.press('Enter')
  await expect(move).toBeFocused()
  await expect(move).toHaveAccessibleName('Move number after floor in columns')
  expect(await copiedDdl(page)).toMatch(/unique \(number, floor, wing\)/)
  // However soon one came after the other.
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await copiedDdl(page)).toMatch(/unique \(floor, number, wing\)/)
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await copiedDdl(page)).toMatch(/unique \(floor, wing, number\)/)

  await unique.getByRole('button', { name: 'Remove wing from columns' }).click()
  await inspect(page, 'bookings', 'Keys')
  await page.getByRole('button', { name: 'Add a reference' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a reference' })
  await dialog.getByLabel('Refers to').selectOption({ label: 'rooms' })
  await dialog.getByLabel('By its key').selectOption({ label: 'floor, number' })
  await dialog.getByLabel('Column of bookings for floor').selectOption({ label: 'room_floor' })
  await dialog.getByLabel('Column of bookings for number').selectOption({ label: 'room_number' })
  await dialog.getByRole('button', { name: 'Add the reference' }).click()
  const references = page.getByRole('region', { name: 'References' })
  // What a column refers to goes with it …
  await references.getByRole('button', { name: /^Move room_floor/ }).click()
  expect(await copiedDdl(page)).toMatch(
    /foreign key \(room_number, room_floor\)\s+references rooms \(number, floor\)/,
  )
  // … and is put before another by itself.
  await references.getByRole('button', { name: /^Move floor before number in its columns/ }).click()
  expect(await copiedDdl(page)).toMatch(
    /foreign key \(room_number, room_floor\)\s+references rooms \(floor, number\)/,
  )
})

test('a reference is added from the palette', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 360, y: 60 }, 'orders')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('>reference')
  await expect(page.getByRole('option', { name: /^Add reference/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await table(page, 'orders').locator('.cv-head').click()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('>reference')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add a reference' })
  await dialog.getByLabel('Refers to').selectOption({ label: 'customers' })
  await dialog.getByRole('button', { name: 'Add the reference' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(row(page, 'orders', 'customer_id')).toHaveAccessibleName(/foreign key/)
})

test('after the start page the keys go on with the canvas', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Drawing of the schema' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Add a table' })).toBeFocused()
})

test('on a phone tables that are added one after the other all come into view', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await blank(page)
  const view = await boxOf(page.locator('.cv'))
  for (let n = 1; n <= 3; n++) {
    await page.getByRole('button', { name: 'Add table', exact: true }).click()
    await page.getByRole('textbox', { name: 'Table name' }).press('Escape')
  }
  for (let n = 1; n <= 3; n++)
    expect(within(await boxOf(table(page, `table_${n}`)), view), `table_${n}`).toBe(true)
})

test('the tabs of the dock are whole at 320 pixels, with what they count', async ({ page }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('button', { name: 'SQL and checks' }).click()
  const tabs = page.getByRole('tablist', { name: 'Dock' })
  await expect(tabs.getByRole('tab', { name: /^Checks.*held/ })).toBeVisible({ timeout: engineMs })
  const box = await boxOf(tabs)
  for (const tab of await tabs.getByRole('tab').all()) expect(within(await boxOf(tab), box)).toBe(true)
})

test('what is deleted in the list leaves the focus on what is next, Undo leaves the keys to the canvas', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'apples')
  await draw(page, { x: 360, y: 60 }, 'berries')
  await draw(page, { x: 60, y: 220 }, 'cherries')
  await treeItem(page, 'berries').click()
  await page.keyboard.press('Delete')
  await expect(treeItem(page, 'berries')).toHaveCount(0)
  await expect(treeItem(page, 'cherries')).toBeFocused()
  await page.keyboard.press('Backspace')
  await expect(treeItem(page, 'apples')).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(table(page, 'berries')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(3)
  await page.keyboard.press('Delete')
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
})

test('a drawn column goes among the drawn ones, whatever patterns put before it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'orders', ['note text', 'total int'])
  await page.locator('.react-flow__pane').click({ position: { x: 400, y: 300 } })
  await page.getByRole('switch', { name: 'Row-level tenancy' }).click()
  await inspect(page, 'orders', 'Columns')
  const names = page.locator('.columns .column input[type="text"]:not([list])')
  const shown = () => names.evaluateAll((all) => all.map((e) => (e as HTMLInputElement).value))
  await expect.poll(shown).toEqual(['tenant_id', 'id', 'note', 'total'])
  await page.getByLabel('Name of the column id').press('Alt+ArrowUp')
  await page.getByLabel('Name of the column total').press('Alt+ArrowUp')
  await expect.poll(shown).toEqual(['tenant_id', 'id', 'total', 'note'])
})

test('a pattern that is switched on for several tables, and a colour, are one step each', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 360, y: 60 }, 'orders')
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  await expect(page.locator('[data-badge="soft-delete"]')).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.locator('[data-badge="soft-delete"]')).toHaveCount(0)
  await inspect(page, 'orders', 'Columns')
  await page.getByText('Table settings').click()
  await page.locator('button.hue').nth(2).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('data-tip', /^Undo: Colour/)
})

test('the menu of a long press stays when the finger lifts', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await blank(page)
  await page.getByRole('button', { name: 'Add table', exact: true }).tap()
  await page.getByRole('textbox', { name: 'Table name' }).press('Escape')
  const at = await boxOf(table(page, 'table_1').locator('.cv-head'))
  const touch = await context.newCDPSession(page)
  const point = { x: at.x + 30, y: at.y + 10 }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  const item = page.getByRole('menuitem', { name: /^Rename/ })
  await expect(item).toBeVisible()
  // Listened for before the lift is sent, which goes another way.
  await page.evaluate(() => {
    window.lifted = new Promise<void>((done) => {
      const soon = () => requestAnimationFrame(() => requestAnimationFrame(() => done()))
      window.addEventListener('touchend', soon, { once: true, capture: true })
    })
  })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  // What the browser makes of the lift comes before anything that is tapped later.
  await page.evaluate(() => window.lifted)
  await item.tap()
  await expect(page.getByRole('textbox', { name: 'Table name' })).toBeFocused()
  await context.close()
})

test('a reference whose sides do not fit stays in the inspector until they do', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['region int!'])
  await draw(page, { x: 320, y: 60 }, 'people')
  await draw(page, { x: 60, y: 260 }, 'orders', ['customer_id bigint', 'region int'])
  await inspect(page, 'orders', 'Keys')
  await page.getByRole('button', { name: 'Add a reference' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a reference' })
  await dialog.getByLabel('Refers to').selectOption({ label: 'customers' })
  await dialog.getByLabel('Column of orders for id').selectOption({ label: 'customer_id' })
  await dialog.getByRole('button', { name: 'Add the reference' }).click()
  const form = page.getByRole('region', { name: 'References' })
  // Another table is referred to by its key at once.
  await form.getByLabel('Refers to', { exact: true }).selectOption({ label: 'people' })
  expect(await copiedDdl(page)).toMatch(/foreign key \(customer_id\)\s+references people \(id\)/)
  await form.getByLabel('Refers to', { exact: true }).selectOption({ label: 'customers' })
  await treeItem(page, 'people').click()
  await inspect(page, 'orders', 'Keys')
  const line = form.locator('.part-line')
  if ((await line.getAttribute('aria-expanded')) !== 'true') await line.click()
  await form.getByLabel('Add to columns', { exact: true }).selectOption({ label: 'region' })
  await expect(form.getByText('It is left out of the DDL')).toBeVisible()
  expect(await copiedDdl(page)).not.toMatch(/foreign key/)
  await form.getByRole('button', { name: 'Remove region from columns' }).click()
  expect(await copiedDdl(page)).toMatch(/foreign key \(customer_id\)\s+references customers \(id\)/)
  // What SET NULL sets is one of its own columns.
  await form.getByLabel('When the row it refers to is deleted').selectOption('set null')
  const sets = form.getByLabel('Add to columns that are set (none: all)')
  await expect(sets.locator('option')).toHaveText(['Choose a column', 'customer_id'])
})

test('an area is added with the keyboard alone', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'orders')
  await page.locator('.react-flow__pane').click({ position: { x: 400, y: 300 } })
  await page.keyboard.press('a')
  await expect(page.getByText(/^Drag a rectangle/)).toBeVisible()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Area name' }).fill('Sales')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Sales' })).toBeVisible()
})

test('a domain is put into another schema, as an enum is', async ({ page }) => {
  await blank(page)
  const add = page.getByRole('button', { name: 'Add', exact: true }).first()
  for (const kind of ['Schema', 'Domain']) {
    await add.click()
    await page.getByRole('menuitem', { name: kind, exact: true }).click()
  }
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByLabel('Schema', { exact: true }).selectOption({ label: 'new_schema' })
  await expect(page.locator('.react-flow__node', { hasText: 'new_schema.new_domain' })).toBeVisible()
  await inspector.getByLabel('Schema', { exact: true }).selectOption({ label: 'public' })
  await expect(page.locator('.react-flow__node', { hasText: 'new_schema.new_domain' })).toHaveCount(0)
})

test('a policy of a table without row-level security has a way to switch it on', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'branches')
  await inspect(page, 'branches', 'More')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('button', { name: 'Add a policy' }).click()
  const off = inspector.getByText('Row-level security is off for branches')
  await expect(off).toBeVisible()
  await inspector.getByRole('button', { name: 'Switch on row-level security' }).click()
  await expect(off).toBeHidden()
  const ddl = page.getByRole('tabpanel', { name: 'DDL' })
  await expect(ddl.getByText('enable row level security').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(off).toBeVisible()
})
