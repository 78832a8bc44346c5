import { expect, type Locator, type Page, test } from '@playwright/test'
import { scratch, unzipped } from './support/bundle.ts'
import {
  blank,
  copiedDdl,
  dock,
  draw,
  edges,
  engineMs,
  inspect,
  judged,
  pull,
  row,
  treeItem,
} from './support/canvas.ts'
import { watch } from './support/watch.ts'

/** Two tables, then a third, and references dragged from either side. */
const drawTables = async (page: Page): Promise<void> => {
  await draw(page, { x: 40, y: 30 }, 'customers', ['email varchar(120)!', 'name text!'])
  await draw(page, { x: 400, y: 40 }, 'orders', [
    'customer_id bigint!',
    'status text!',
    'total numeric(12,2)!',
  ])
  await draw(page, { x: 40, y: 240 }, 'lines', ['order_id bigint!', 'amount integer! = 1'])
  await page.keyboard.press('Escape')
  // Once from the child's column, once from the parent's key: the key's side is the parent both times.
  await pull(page, row(page, 'orders', 'customer_id'), row(page, 'customers', 'id'))
  await edges(page, 1)
  await pull(page, row(page, 'orders', 'id'), row(page, 'lines', 'order_id'))
  await edges(page, 2)
}

const switchOn = async (page: Page, pattern: string): Promise<void> => {
  const sw = page.getByRole('switch', { name: pattern, exact: true })
  await sw.click()
  await expect(sw).toBeChecked()
}

const switchPatterns = async (page: Page): Promise<void> => {
  // Nothing selected: the inspector shows the design, where tenancy is switched.
  await page.locator('.react-flow__pane').click({ position: { x: 12, y: 12 } })
  await switchOn(page, 'Row-level tenancy')
  await inspect(page, 'orders', 'Patterns')
  await switchOn(page, 'Audit columns')
  await switchOn(page, 'History table')
  await page.getByRole('button', { name: 'About State machine' }).click()
  await page.getByLabel('For the column').selectOption({ label: 'status' })
  await page.getByRole('switch', { name: 'State machine' }).last().click()
  await expect(page.getByRole('switch', { name: 'State machine' }).first()).toBeChecked()
  const about = page.getByRole('button', { name: 'About State machine' }).first()
  if ((await about.getAttribute('aria-expanded')) === 'false') await about.click()
  await expect(page.getByRole('group', { name: /^Transitions: / })).toBeVisible()
  await inspect(page, 'customers', 'Patterns')
  await switchOn(page, 'Soft delete')
  await expect(row(page, 'customers', 'deleted_at')).toBeVisible()
}

const writeQuery = async (page: Page, panel: Locator, sql: string): Promise<void> => {
  const editor = panel.getByRole('textbox', { name: 'Query', exact: true })
  await editor.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(sql)
}

const runQuery = async (page: Page, panel: Locator, sql: string): Promise<void> => {
  await writeQuery(page, panel, sql)
  await page.keyboard.press('ControlOrMeta+Enter')
}

// A click that cannot be made fails its step, not the whole time.
test.use({ actionTimeout: 30_000, viewport: { width: 1440, height: 900 } })

test('from a blank page to a proven, exported and shared schema', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  test.setTimeout(420_000)
  const watched = await watch(page, baseURL)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await blank(page)
  await page.getByLabel('PostgreSQL version the DDL is written for').selectOption('15')

  await test.step('tables, keys and references are drawn', async () => {
    await drawTables(page)
    await treeItem(page, 'customers').click()
    await page.getByRole('tab', { name: 'Columns' }).click()
    await expect(page.getByRole('button', { name: 'id in the primary key' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await row(page, 'customers', 'email').dblclick()
    const typing = page.getByRole('group', { name: 'Column', exact: true })
    await typing.getByRole('button', { name: 'Unique' }).click()
    await page.keyboard.press('Escape')
    await expect(row(page, 'customers', 'email')).toHaveAccessibleName(/unique/)
  })

  await test.step('patterns are switched on', () => switchPatterns(page))

  await test.step('the DDL says it all', async () => {
    const monaco = page.getByRole('tabpanel', { name: 'DDL' }).locator('.view-line')
    await expect(monaco.first()).toBeVisible({ timeout: engineMs })
    const ddl = await copiedDdl(page)
    for (const part of [
      /create table customers \(/,
      /deleted_at\s+timestamptz/,
      /unique index[^;]*tenant_id, email[^;]*where deleted_at is null/i,
      /foreign key \(tenant_id, customer_id\)\s+references customers/i,
      /foreign key \(tenant_id, order_id\)\s+references orders/i,
      /create table orders_history \(/,
      /updated_at\s+timestamptz/,
      /create policy/,
      /create (or replace )?function/,
      /enable row level security/,
    ])
      expect.soft(ddl, String(part)).toMatch(part)
    // Everything is qualified by intent: the same text stands in Monaco.
    await treeItem(page, 'orders_history').click()
    await expect(monaco.filter({ hasText: 'create table orders_history' })).toBeVisible()
  })

  await test.step('every promise is green, and says which engine gave it', async () => {
    const checks = await dock(page, 'Checks')
    await judged(page, 'pglite')
    await expect(page.locator('[data-engine="pglite"]')).toContainText(/PGlite|PostgreSQL \d+\.\d+/)
    const held = checks.getByRole('img', { name: 'Held' })
    await expect.poll(() => held.count(), { timeout: engineMs }).toBeGreaterThan(10)
    await expect(checks.getByRole('progressbar')).toBeHidden({ timeout: engineMs })
    await expect(checks.getByText(/^\d+ held$/)).toBeVisible()
    await expect(checks.getByText(/^\d+ (broken|not yet)$/)).toHaveCount(0)
    await expect(checks.getByText(/held in \S.* \d+\.\d+/).first()).toBeVisible()
  })

  await test.step('queries: rows, a plan, an error, and one that is ended', async () => {
    const queries = await dock(page, 'Queries')
    await expect(queries.locator('.monaco-editor').first()).toBeVisible({ timeout: engineMs })
    await queries.getByLabel('Engine').selectOption({ label: 'PostgreSQL' })
    await runQuery(page, queries, 'select n, n * n as square from generate_series(1, 500) as n')
    await expect(queries.getByRole('status')).toHaveText(/ \d+\.\d+ · SELECT: 500 rows, [\d.,]+ (ms|s)/i, {
      timeout: engineMs,
    })
    await expect(queries.getByRole('cell', { name: '9', exact: true }).first()).toBeVisible()

    await writeQuery(page, queries, "select * from orders where status = 'draft'")
    await queries.getByRole('button', { name: 'Explain' }).click()
    await expect(queries.getByText(/cost [\d.,]+, [\d.,]+ rows?/).first()).toBeVisible({ timeout: engineMs })
    await queries.getByText('Text', { exact: true }).click()
    await expect(queries.getByText(/\(cost=[\d.]+\.\.[\d.]+ rows=\d+ width=\d+\)/)).toBeVisible()

    await runQuery(page, queries, 'select nonsense from orders')
    await expect(queries.getByRole('alert')).toContainText('42703', { timeout: engineMs })

    await queries.getByLabel('Ended after').selectOption({ label: '1 s' })
    await runQuery(page, queries, 'select count(*) from generate_series(1, 1e10::bigint)')
    await expect(queries.getByRole('alert')).toContainText(/ran longer than 1 s and was ended/, {
      timeout: engineMs,
    })
    await expect(treeItem(page, 'orders')).toBeVisible()
    await queries.getByLabel('Ended after').selectOption({ label: '60 s' })
    await runQuery(page, queries, 'select count(*) as still_here from customers')
    await expect(queries.getByRole('status')).toHaveText(/SELECT: 1 row, /i, { timeout: engineMs })
    await expect(queries.getByRole('columnheader', { name: 'still_here' })).toBeVisible()
  })

  await test.step('the row tester names the constraint that refuses', async () => {
    const rows = await dock(page, 'Rows')
    await rows.getByLabel('Table to try').selectOption({ label: 'lines' })
    await rows.getByRole('button', { name: 'Generate cases' }).click()
    await expect(rows.getByRole('row', { name: /Refused/ }).first()).toBeVisible({ timeout: engineMs })
    await expect(
      rows
        .getByRole('row', { name: /Refused/ })
        .filter({ has: page.getByRole('button', { name: /^lines_.*fk/ }) }),
    ).toHaveCount(1)
    await expect(rows.getByRole('row', { name: /^Accepted/ })).toHaveCount(1)
    await expect(rows.getByText(/though it should be|something else than expected/)).toHaveCount(0)
  })

  await test.step('the bundle runs up, holds, and down leaves nothing', async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Export migration bundle' })
    const downloading = page.waitForEvent('download', { timeout: engineMs })
    await dialog.getByRole('button', { name: 'Download the bundle' }).click()
    const bundle = await unzipped(await downloading)
    await expect(dialog.getByRole('status')).toContainText(/Applied on .*; (\d+) of \1 promises held/)
    await page.keyboard.press('Escape')
    const database = await scratch()
    try {
      const run = async (way: 'up' | 'down') => {
        for (const file of bundle.list('migrations', `.${way}.sql`))
          await database.run(file, bundle.files.get(`migrations/${file.split('/').at(-1)}`) ?? '')
      }
      const before = await database.left()
      await run('up')
      const there = await database.left()
      expect(there).toEqual(
        expect.arrayContaining(['relation public.orders_history', 'relation public.lines']),
      )
      const tests = bundle.list('tests', '.sql')
      expect(tests.length).toBeGreaterThan(3)
      const proven = database.prove(tests)
      const said = 'skip' in proven ? proven.skip : /All tests successful[\s\S]*/.exec(proven.output)?.[0]
      expect(said, 'pg_prove').toBeDefined()
      console.log(`the bundle on ${database.name}: ${String(said).trim()}`)
      await run('down')
      // The role that pgTAP files run as stays: a bundle's README says so.
      expect(
        (await database.left()).filter((l) => (!there.includes(l) ? false : !before.includes(l))),
      ).toEqual([])
    } finally {
      await database.stop()
      bundle.remove()
    }
  })

  await test.step('a link is read, run and kept by someone else', async () => {
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByRole('button', { name: 'Copy the link' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible()
    const url = await page.evaluate(() => navigator.clipboard.readText())
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]+$/)
    await page.keyboard.press('Escape')
    const before = await copiedDdl(page)

    const other = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      ...(baseURL ? { baseURL } : {}),
    })
    const reader = await other.newPage()
    const quiet = await watch(reader, baseURL)
    await reader.goto(url)
    const banner = reader.getByRole('region', { name: 'Read-only design' })
    await expect(banner).toContainText('None of its SQL has been run')
    await expect(treeItem(reader, 'orders')).toBeVisible()
    expect(await copiedDdl(reader)).toBe(before)
    // Read only: neither keys nor the inspector change it.
    await treeItem(reader, 'orders').click()
    await reader.keyboard.press('Delete')
    await expect(reader.getByLabel('Name of the table', { exact: true })).toHaveJSProperty('readOnly', true)
    await expect(treeItem(reader, 'orders')).toBeVisible()
    for (const engine of ['pg-mem', 'pglite'])
      await expect(reader.locator(`[data-engine="${engine}"]`)).toContainText('not run')
    expect(reader.workers().filter((w) => /pglite|pg-mem/i.test(w.url()))).toEqual([])

    await banner.getByRole('button', { name: 'Run checks' }).click()
    await judged(reader, 'pg-mem')
    await banner.getByRole('button', { name: 'Keep a copy' }).click()
    await expect(banner).toBeHidden()
    await reader
      .getByLabel('Name of the table', { exact: true })
      .or(treeItem(reader, 'orders'))
      .first()
      .click()
    await inspect(reader, 'customers', 'Columns')
    await reader.getByLabel('Add a column').fill('nick text')
    await reader.getByLabel('Add a column').press('Enter')
    await expect(row(reader, 'customers', 'nick')).toBeVisible()
    await reader.getByRole('button', { name: 'Damask' }).click()
    await expect(reader.getByRole('heading', { name: 'Your designs' })).toBeVisible()
    await quiet.quiet()
    await other.close()

    expect(await copiedDdl(page)).toBe(before)
  })
  await watched.quiet()
})
