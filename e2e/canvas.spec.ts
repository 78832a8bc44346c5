import { expect, type Locator, type Page, test } from '@playwright/test'
import { boxOf } from './support/box.ts'
import { blank, draw, pasteLines, pullOver, row, table, template, treeItem } from './support/canvas.ts'
import { keepBack } from './support/late.ts'

const canvasBox = async (page: Page) => {
  const box = await page.locator('.react-flow__pane').boundingBox()
  if (!box) throw new Error('the canvas has no size')
  return box
}

const edges = (page: Page, n: number) =>
  expect(page.locator('.cv-edges')).toHaveAttribute('data-edges', String(n))

test('tables are drawn by double-click and by N, columns by typing', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers', ['email varchar(20)!', 'created_at'])
  await expect(row(page, 'customers', 'email')).toHaveAccessibleName('email varchar(20)')
  await expect(row(page, 'customers', 'created_at').locator('[data-part="type"]')).toHaveText('timestamptz')
  const box = await canvasBox(page)
  await page.mouse.click(box.x + 400, box.y + 300)
  await page.keyboard.press('n')
  await page.keyboard.type('orders')
  await page.keyboard.press('Escape')
  await expect(table(page, 'orders')).toBeVisible()
})

test('what is typed while the editors are still loading goes into them', async ({ page }) => {
  const go = await keepBack(page, '**/assets/editors-*.js')
  await blank(page)
  const box = await canvasBox(page)
  await page.mouse.dblclick(box.x + 80, box.y + 80)
  await page.keyboard.type('cancellations')
  await page.keyboard.press('Enter')
  await page.keyboard.type('reason text!')
  await page.keyboard.press('Enter')
  await page.keyboard.type('note')
  go()
  await page.keyboard.type('d_at')
  const input = page.getByRole('textbox', { name: 'Column name' })
  await expect(input).toHaveValue('noted_at')
  await expect(input).toBeFocused()
  await input.press('Escape')
  await expect(row(page, 'cancellations', 'reason')).toHaveClass(/cv-must/)
  await expect(row(page, 'cancellations', 'noted_at')).toHaveAccessibleName(/timestamptz/)
  await expect(page.locator('.cv')).toHaveAttribute('data-nodes', '1')
})

const far = async (page: Page) => {
  await page.locator('.react-flow__pane').click({ position: { x: 500, y: 400 } })
  await expect(async () => {
    await page.keyboard.press('-')
    await expect(page.locator('.cv')).toHaveAttribute('data-detail', 'keys', { timeout: 500 })
  }).toPass()
}

for (const [way, add] of [
  [
    'a double-click',
    (page: Page) => page.locator('.react-flow__pane').dblclick({ position: { x: 500, y: 400 } }),
  ],
  ['N', (page: Page) => page.keyboard.press('n')],
] as const)
  test(`far away, ${way} adds a table that is named at once, and no other`, async ({ page }) => {
    await blank(page)
    await draw(page, { x: 80, y: 80 }, 'wards')
    await draw(page, { x: 400, y: 80 }, 'rooms')
    await far(page)
    await add(page)
    await page.keyboard.type('invoices')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Column name' })).toBeFocused()
    await expect(page.locator('.cv')).toHaveAttribute('data-detail', 'full')
    await page.keyboard.press('Escape')
    await expect(table(page, 'invoices')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(table(page, 'invoices')).toHaveCount(0)
    await treeItem(page, 'wards').click()
    await page.locator('.cv').focus()
    await page.keyboard.press('F2')
    await expect(page.getByRole('textbox', { name: 'Table name' })).toHaveValue('wards')
  })

test('what is typed in stays as one turns the wheel until the names cannot be read', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'wards')
  await table(page, 'wards').locator('[data-part="title"]').dblclick()
  const input = page.getByRole('textbox', { name: 'Table name' })
  await expect(input).toBeFocused()
  await page.mouse.move(700, 300)
  await page.mouse.wheel(0, 700)
  await expect(page.locator('.cv')).toHaveAttribute('data-detail', /keys|block/)
  await page.keyboard.type('rooms')
  await expect(input).toHaveValue('rooms')
  await page.keyboard.press('Enter')
  await expect(treeItem(page, 'rooms')).toBeVisible()
})

test('an empty name stays in the input and is refused in words', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers')
  await table(page, 'customers').locator('[data-part="title"]').dblclick()
  const input = page.getByRole('textbox', { name: 'Table name' })
  await input.fill('')
  await expect(page.getByText(/name cannot be empty/i).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(table(page, 'customers')).toBeVisible()
})

test('a name that is too long leaves what was there before', async ({ page }) => {
  const long = 'a_name_of_more_than_sixty_three_bytes_that_postgresql_would_cut_off'
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers', ['mail text'])
  const rows = table(page, 'customers').locator('[data-row]')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('c')
  const column = page.getByRole('textbox', { name: 'Column name' })
  await expect(column).toBeFocused()
  await page.keyboard.type(long)
  await page.keyboard.press('Escape')
  await expect(page.locator('.toast')).toHaveCount(0)
  await expect(rows).toHaveCount(2)
  await row(page, 'customers', 'mail').locator('[data-part="name"]').dblclick()
  await expect(column).toHaveValue('mail')
  await page.keyboard.type(long)
  await page.keyboard.press('Escape')
  await expect(row(page, 'customers', 'mail')).toBeVisible()
  await row(page, 'customers', 'mail').locator('[data-part="name"]').dblclick()
  await expect(column).toHaveValue('mail')
  await page.keyboard.type(long)
  await page.mouse.click(700, 120)
  await expect(row(page, 'customers', 'mail')).toBeVisible()
  await table(page, 'customers').locator('[data-part="title"]').dblclick()
  await expect(page.getByRole('textbox', { name: 'Table name' })).toBeFocused()
  await page.keyboard.type(long)
  await page.keyboard.press('Escape')
  await expect(table(page, 'customers')).toBeVisible()
  await expect(rows).toHaveCount(2)
})

test('a type is completed, flags are turned, both follow on the table', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers', ['email'])
  await row(page, 'customers', 'email').locator('[data-part="type"]').dblclick()
  await page.keyboard.type('cit')
  await page.getByRole('option', { name: 'citext' }).click()
  const typing = page.getByRole('group', { name: 'Column', exact: true })
  await typing.getByRole('button', { name: 'Not null' }).click()
  await typing.getByRole('button', { name: 'Unique' }).click()
  await page.keyboard.press('Escape')
  await expect(row(page, 'customers', 'email')).toHaveAccessibleName(/email citext, unique/)
})

for (const way of ['from the reference to the key', 'from the key to the reference'] as const) {
  test(`a foreign key dragged ${way} has the right parent`, async ({ page }) => {
    await blank(page)
    await draw(page, { x: 60, y: 60 }, 'customers', ['email text!'])
    await draw(page, { x: 400, y: 160 }, 'orders', ['customer_id bigint!'])
    const key = row(page, 'customers', 'id')
    const reference = row(page, 'orders', 'customer_id')
    if (way === 'from the reference to the key') await pullOver(page, reference, key)
    else await pullOver(page, key, reference)
    await expect(
      page.getByRole('status').filter({ hasText: 'orders.customer_id → customers.id' }),
    ).toBeVisible()
    await page.mouse.up()
    await edges(page, 1)
    await expect(reference).toHaveAccessibleName(/foreign key/)
  })
}

test('no line and no mark lies over what is typed in', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'a')
  await draw(page, { x: 400, y: 60 }, 'b', ['a_id bigint references a'])
  await edges(page, 1)
  await row(page, 'a', 'id').dblclick()
  const input = page.getByRole('textbox', { name: 'Column name' })
  await expect(input).toBeFocused()
  await expect(page.locator('.cv-highlight [data-edge]')).toHaveCount(1)
  const typedIn = page.locator('.react-flow__node', { has: input })
  const layer = (of: Locator) => of.evaluate((e) => Number(getComputedStyle(e).zIndex))
  expect(await layer(typedIn)).toBeGreaterThan(await layer(page.locator('.cv-highlight').last()))
})

test('a refused drag says why and changes nothing', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['email text!'])
  await draw(page, { x: 400, y: 160 }, 'orders', ['placed_at'])
  await pullOver(page, row(page, 'orders', 'placed_at'), row(page, 'customers', 'email'))
  await expect(page.locator('.cv-pull-label.cv-refused')).toBeVisible()
  await page.mouse.up()
  await edges(page, 0)
})

test('dropped on a table, a key offers its column or a new one', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 400, y: 160 }, 'orders', ['buyer_id bigint!'])
  await pullOver(page, row(page, 'customers', 'id'), table(page, 'orders').locator('.cv-head'))
  await page.mouse.up()
  await page.getByRole('menuitem', { name: /orders\.buyer_id → customers\.id/ }).click()
  await edges(page, 1)
})

test('marquee, Delete and undo', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 320, y: 160 }, 'orders')
  const box = await canvasBox(page)
  await page.keyboard.down('Shift')
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 600, box.y + 320, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.locator('.react-flow__node')).toHaveCount(2)
})

test('a table is dragged to the grid, undone, and nudged by an arrow', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers')
  const node = table(page, 'customers')
  const at = async () => {
    const box = await node.boundingBox()
    if (!box) throw new Error('no table')
    return box
  }
  const first = await at()
  await page.mouse.move(first.x + 40, first.y + 12)
  await page.mouse.down()
  await page.mouse.move(first.x + 143, first.y + 75, { steps: 6 })
  await page.mouse.up()
  const second = await at()
  expect((second.x - first.x) % 8).toBe(0)
  expect(second.x).toBeGreaterThan(first.x + 80)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(async () => (await at()).x).toBe(first.x)
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await at()).x).toBe(first.x + 8)
})

test('by keyboard alone: into a table, along its columns, rename', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers', ['email', 'nick'])
  await page.keyboard.press('Escape')
  await table(page, 'customers').focus()
  await page.keyboard.press('Enter')
  await expect(row(page, 'customers', 'id')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(row(page, 'customers', 'email')).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.type('mail')
  await page.keyboard.press('Escape')
  await expect(row(page, 'customers', 'mail')).toBeVisible()
})

test('lines pasted into a new column become columns, and may say what the key of a new table is', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('c')
  await expect(page.getByRole('textbox', { name: 'Column name' })).toBeFocused()
  await pasteLines(page, ['id uuid primary key', 'email citext!', 'born date', 'score numeric(5,2)'])
  await expect(table(page, 'customers').locator('[data-row]')).toHaveCount(4)
  await expect(row(page, 'customers', 'score')).toHaveAccessibleName(/numeric\(5,2\)/)
  await expect(row(page, 'customers', 'id')).toHaveAccessibleName(/uuid, primary key/)
  // Taken once: the canvas would refuse the same names.
  await expect(page.locator('.toast')).toHaveCount(0)
})

test('a column typed as SQL has its constraints, in one step; what cannot be taken stays in the input', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users')
  await draw(page, { x: 400, y: 160 }, 'orders', [
    "status text not null default 'new'",
    'user_id bigint references users(id) on delete cascade',
  ])
  await expect(row(page, 'orders', 'status')).toHaveAccessibleName('status text')
  await edges(page, 1)
  await page.keyboard.press('ControlOrMeta+z')
  await edges(page, 0)
  await expect(row(page, 'orders', 'user_id')).toHaveCount(0)
  await row(page, 'orders', 'status').click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  const input = page.getByRole('textbox', { name: 'Column name' })
  await input.fill('owner_id bigint references owners')
  await input.press('Enter')
  await expect(page.getByText('There is no table `owners` here.')).toBeVisible()
  await expect(input).toHaveValue('owner_id bigint references owners')
  await page.mouse.click(700, 120)
  await expect(input).not.toBeFocused()
  await expect(input).toHaveValue('owner_id bigint references owners')
  await expect(page.getByRole('alert').filter({ hasText: 'no table `owners`' }).first()).toBeVisible()
  await input.fill('owner_id unique references users')
  // Tab goes on with its type, as it does behind a name alone.
  await input.press('Tab')
  await expect(page.getByRole('combobox', { name: 'Column type' })).toBeFocused()
  await expect(input).toHaveValue('owner_id')
  await page.keyboard.press('Enter')
  await expect(row(page, 'orders', 'owner_id')).toHaveAccessibleName(/owner_id bigint, .*unique/)
  await edges(page, 1)
})

test('a line that waits to be mended does not keep the keys from the canvas', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users')
  await draw(page, { x: 60, y: 200 }, 'orders')
  await table(page, 'orders').locator('.cv-head').click()
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Column name' }).fill('owner_id bigint references owners')
  await page.locator('.react-flow__pane').click({ position: { x: 600, y: 60 } })
  await expect(page.getByRole('alert').filter({ hasText: 'no table `owners`' }).first()).toBeVisible()
  await table(page, 'users').locator('.cv-head').click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('c')
  await expect(page.getByRole('textbox', { name: 'Column name' })).toBeFocused()
})

test('keys that follow each other within a frame do not close the editor that they open', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users')
  await table(page, 'users').locator('.cv-head').click()
  await page.evaluate(() => {
    for (const key of ['Enter', 'c'])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
  })
  const input = page.getByRole('textbox', { name: 'Column name' })
  await expect(input).toBeFocused()
  await page.evaluate(() => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))))
  await expect(input).toBeFocused()
})

for (const [end, leave] of [
  ['Enter', (page: Page) => page.keyboard.press('Enter')],
  ['a click elsewhere', (page: Page) => page.mouse.click(700, 120)],
] as const)
  test(`the key of a new table is typed anew, letter by letter, up to ${end}`, async ({ page }) => {
    await blank(page)
    await draw(page, { x: 60, y: 60 }, 'users')
    await table(page, 'users').locator('.cv-head').click()
    await page.keyboard.press('c')
    await expect(page.getByRole('textbox', { name: 'Column name' })).toBeFocused()
    await page.keyboard.type('id uuid primary key default uuidv7()')
    await leave(page)
    await page.keyboard.press('Escape')
    await expect(row(page, 'users', 'id')).toHaveAccessibleName(/uuid, primary key/)
    await expect(table(page, 'users').locator('[data-row]')).toHaveCount(1)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(row(page, 'users', 'id')).toHaveAccessibleName(/bigint, primary key/)
    await expect(table(page, 'users').locator('[data-row]')).toHaveCount(1)
  })

test('a line that waits to be mended is there again when its column is typed in next', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users', ['mail text'])
  await row(page, 'users', 'mail').click()
  await page.keyboard.press('c')
  const input = page.getByRole('textbox', { name: 'Column name' })
  await expect(input).toBeFocused()
  await page.keyboard.type('owner_id bigint references owners')
  await row(page, 'users', 'mail').locator('[data-part="name"]').dblclick()
  await expect(input).toHaveValue('mail')
  await page.keyboard.press('Escape')
  await row(page, 'users', 'owner_id').locator('[data-part="name"]').dblclick()
  await expect(input).toHaveValue('owner_id bigint references owners')
  await input.fill('owner_id bigint references users')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await edges(page, 1)
  await row(page, 'users', 'owner_id').locator('[data-part="name"]').dblclick()
  await expect(input).toHaveValue('owner_id')
})

test('a new line that is given up after a refusal leaves nothing', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users', ['mail text'])
  const { keyboard } = page
  const rows = table(page, 'users').locator('[data-row]')
  const input = page.getByRole('textbox', { name: 'Column name' })
  const refused = table(page, 'users').getByRole('alert')
  const begin = async () => {
    await table(page, 'users').locator('.cv-head').click()
    await keyboard.press('c')
    await expect(input).toBeFocused()
    await keyboard.type('given name text!')
  }
  await begin()
  await keyboard.press('Enter')
  await expect(refused).toContainText('“text” does not belong to a type')
  await keyboard.press('Escape')
  await expect(input).toHaveCount(0)
  await expect(rows).toHaveCount(2)
  await expect(table(page, 'users')).toBeFocused()
  // One that waited meanwhile, in its input and without it.
  await begin()
  await page.mouse.click(700, 120)
  await expect(refused).toBeVisible()
  await input.press('Escape')
  await expect(rows).toHaveCount(2)
  await begin()
  await row(page, 'users', 'mail').locator('[data-part="name"]').dblclick()
  await expect(input).toHaveValue('mail')
  await keyboard.press('Escape')
  await expect(rows).toHaveCount(3)
  await row(page, 'users', 'given').locator('[data-part="name"]').dblclick()
  await expect(input).toHaveValue('given name text!')
  await keyboard.press('Escape')
  await expect(rows).toHaveCount(2)
  // A line without a fault is kept.
  await table(page, 'users').locator('.cv-head').click()
  await keyboard.press('c')
  await keyboard.type('born date')
  await keyboard.press('Escape')
  await expect(row(page, 'users', 'born')).toBeVisible()
})

test('a column that was changed elsewhere since its line was refused stays when the line is given up', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'users')
  await table(page, 'users').locator('.cv-head').click()
  await page.keyboard.press('c')
  const input = page.getByRole('textbox', { name: 'Column name' })
  await expect(input).toBeFocused()
  await page.keyboard.type('given name text!')
  await page.mouse.click(700, 120)
  await expect(table(page, 'users').getByRole('alert')).toBeVisible()
  await treeItem(page, 'users').click()
  await page.getByRole('button', { name: 'given is NOT NULL' }).click()
  await input.press('Escape')
  await expect(input).toHaveCount(0)
  await expect(row(page, 'users', 'given')).toBeVisible()
})

test('automatic layout runs in its worker and is one step', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers')
  await draw(page, { x: 60, y: 200 }, 'orders', ['customer_id bigint!'])
  await pullOver(page, row(page, 'orders', 'customer_id'), row(page, 'customers', 'id'))
  await page.mouse.up()
  await edges(page, 1)
  // Nothing selected: everything is laid out.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Lay out' }).click()
  const beside = async () => {
    const a = await table(page, 'customers').boundingBox()
    const b = await table(page, 'orders').boundingBox()
    return a !== null && b !== null && a.x + a.width < b.x
  }
  await expect.poll(beside, { timeout: 20_000 }).toBe(true)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(beside).toBe(false)
})

test('automatic layout leaves in each area what stood in it, and covers no note', async ({ page }) => {
  await template(page, /^Payments and ledger/, 'customers')
  const seen = () =>
    page.locator('.react-flow__node').evaluateAll((nodes) => {
      const all = nodes.map((n) => ({
        name: n.getAttribute('aria-label') ?? '',
        isArea: n.classList.contains('react-flow__node-area'),
        r: n.getBoundingClientRect(),
      }))
      const in_ = (a: DOMRect, b: DOMRect) =>
        b.left > a.left && b.right < a.right && b.top > a.top && b.bottom < a.bottom
      const meet = (a: DOMRect, b: DOMRect) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      const others = all.filter((n) => !n.isArea)
      return {
        areas: all
          .filter((n) => n.isArea)
          .map((a) => [a.name, ...others.filter((o) => meet(a.r, o.r)).map((o) => o.name)].sort()),
        cut: all
          .filter((n) => n.isArea)
          .flatMap((a) => others.filter((o) => meet(a.r, o.r) && !in_(a.r, o.r)).map((o) => o.name)),
        over: others.flatMap((a, i) =>
          others
            .slice(i + 1)
            .filter((b) => meet(a.r, b.r))
            .map((b) => b.name),
        ),
        at: all.map((n) => Math.round(n.r.x)).join(' '),
      }
    })
  await expect.poll(async () => (await seen()).areas.length).toBe(2)
  const before = await seen()
  expect({ cut: before.cut, over: before.over }).toEqual({ cut: [], over: [] })
  await page.getByRole('button', { name: 'Lay out' }).click()
  await expect.poll(async () => (await seen()).at === before.at, { timeout: 20_000 }).toBe(false)
  await expect(page.getByRole('button', { name: 'Lay out' })).toBeEnabled()
  // The view follows.
  await expect.poll(seen).toMatchObject({ areas: before.areas, cut: [], over: [] })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await seen()).areas).toEqual(before.areas)
})

test('an area carries what is inside it', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 120, y: 120 }, 'customers')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('a')
  await page.keyboard.type('Sales')
  await page.keyboard.press('Enter')
  const area = page.locator('.react-flow__node-area')
  const name = area.getByText('Sales')
  await expect(name).toBeVisible()
  const grip = await name.boundingBox()
  if (!grip) throw new Error('nothing drawn')
  const corners = async () => {
    const a = await area.boundingBox()
    const t = await table(page, 'customers').boundingBox()
    if (!a || !t) throw new Error('nothing drawn')
    return { area: a.x, inside: t.x - a.x }
  }
  const before = await corners()
  await page.mouse.move(grip.x + 10, grip.y + 8)
  await page.mouse.down()
  await page.mouse.move(grip.x + 90, grip.y + 48, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => (await corners()).area).toBeGreaterThan(before.area + 40)
  expect((await corners()).inside).toBe(before.inside)
})

test('an area that the arrow keys move takes along what is inside it, and nothing else', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 120, y: 120 }, 'customers')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('a')
  await page.keyboard.type('Sales')
  await page.keyboard.press('Enter')
  await draw(page, { x: 500, y: 60 }, 'orders')
  const area = page.locator('.react-flow__node-area')
  await area.getByText('Sales').click()
  const lefts = async () =>
    Promise.all([area, table(page, 'customers'), table(page, 'orders')].map(async (e) => (await boxOf(e)).x))
  const before = await lefts()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  const [a = 0, c = 0, o = 0] = before
  await expect.poll(lefts).toEqual([a + 24, c + 24, o])
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(lefts).toEqual(before)
})

test('undo brings the view back to what changed, and Lost leads back', async ({ page }) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers')
  await page.keyboard.press('Escape')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('ArrowDown')
  const box = await canvasBox(page)
  const panAway = async () => {
    for (let i = 0; i < 3; i++) {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width - 10, box.y + 10, { steps: 4 })
      await page.mouse.up()
    }
  }
  await panAway()
  await expect(table(page, 'customers')).not.toBeInViewport()
  await page.getByRole('button', { name: /Lost/ }).click()
  await expect(table(page, 'customers')).toBeInViewport()
  await panAway()
  await expect(table(page, 'customers')).not.toBeInViewport()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(table(page, 'customers')).toBeInViewport()
})

test('undo that takes away what has the focus leaves it near there, for the keys to go on', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'customers', ['mail text'])
  const { keyboard } = page
  await table(page, 'customers').locator('.cv-head').click()
  await row(page, 'customers', 'mail').locator('[data-part="name"]').click()
  await row(page, 'customers', 'mail').focus()
  await keyboard.press('ControlOrMeta+z')
  await expect(row(page, 'customers', 'mail')).toHaveCount(0)
  await expect(table(page, 'customers')).toBeFocused()
  await page.mouse.move(700, 300)
  await keyboard.press('t')
  await keyboard.type('look here')
  await keyboard.press('Escape')
  const note = page.locator('.react-flow__node-note')
  await expect(note).toBeFocused()
  for (let i = 0; i < 3 && (await note.count()) > 0; i++) await keyboard.press('ControlOrMeta+z')
  await expect(note).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Drawing of the schema' })).toBeFocused()
})

test('what is refused goes with the line that was given up, and what is told of a design with that', async ({
  page,
}) => {
  await blank(page)
  await draw(page, { x: 80, y: 80 }, 'customers', ['mail text', 'born date'])
  const rows = table(page, 'customers').locator('[data-row]')
  const toast = page.locator('.toast')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('c')
  await page.keyboard.type('b nosuchtype')
  await page.mouse.click(700, 120)
  await expect(toast).toHaveText(/nosuchtype/)
  await page.getByRole('textbox', { name: 'Column name' }).press('Escape')
  await expect(toast).toHaveCount(0)
  await expect(rows).toHaveCount(3)
  await rows.last().locator('[data-part="name"]').dblclick()
  await page.keyboard.type('mail')
  await page.mouse.click(700, 120)
  await expect(toast).toHaveText(/mail/)
  await page.getByRole('button', { name: 'Damask' }).click()
  await page.getByRole('button', { name: 'Blank design' }).click()
  await expect(page.locator('.react-flow__pane')).toBeVisible()
  await expect(toast).toHaveCount(0)
})

for (const line of [
  'primary key (id)',
  'constraint q check (a > 0)',
  'unique (id, mail)',
  'foreign key (id) references b',
  'exclude using gist (id with =)',
])
  test(`a line that is about the whole table is said to be, and leaves no column: ${line}`, async ({
    page,
  }) => {
    await blank(page)
    await draw(page, { x: 80, y: 80 }, 'customers', ['mail text'])
    const rows = table(page, 'customers').locator('[data-row]')
    await table(page, 'customers').locator('.cv-head').click()
    await page.keyboard.press('c')
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
    const wrong = table(page, 'customers').getByRole('alert')
    await expect(wrong).toContainText('is about the whole table')
    await expect(wrong).toContainText('Keys')
    await page.keyboard.press('Escape')
    await expect(rows).toHaveCount(2)
    await expect(page.locator('.toast')).toHaveCount(0)
  })

test('what is pasted and lies beyond the view is brought into it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await blank(page)
  await draw(page, { x: 40, y: 40 }, 'customers')
  await draw(page, { x: 40, y: 380 }, 'orders')
  await draw(page, { x: 420, y: 380 }, 'parcels')
  await page.keyboard.press('Escape')
  await table(page, 'customers').locator('.cv-head').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await page.getByRole('button', { name: 'Damask' }).click()
  await page.getByRole('button', { name: 'Blank design' }).click()
  const box = await canvasBox(page)
  await page.mouse.move(box.x + box.width - 150, box.y + box.height - 150)
  await page.mouse.click(box.x + box.width - 150, box.y + box.height - 150)
  await page.keyboard.press('ControlOrMeta+v')
  for (const name of ['customers', 'orders', 'parcels'])
    await expect
      .poll(async () => {
        const b = await table(page, name).boundingBox()
        return (
          b !== null &&
          b.x >= box.x &&
          b.y >= box.y &&
          b.x + b.width <= box.x + box.width &&
          b.y + b.height <= box.y + box.height
        )
      })
      .toBe(true)
})
