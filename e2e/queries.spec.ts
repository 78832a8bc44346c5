import { expect, test } from '@playwright/test'
import { boxOf } from './support/box.ts'
import { textOf } from './support/bundle.ts'
import { chooseFile } from './support/hostile.ts'
import { queries, write } from './support/query.ts'
import { addColumn, oneTable } from './support/table.ts'

test('a query’s answer is its own: columns of one name, a selection, and a script that commits', async ({
  page,
}) => {
  await oneTable(page)
  const panel = await queries(page)
  const run = async (sql: string, select?: () => Promise<void>) => {
    await write(page, sql)
    await select?.()
    await page.keyboard.press('ControlOrMeta+Enter')
  }
  const heads = panel.locator('.result thead th')
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  await run('select 1 as a, 2 as a, 3 as b, 4 as b')
  await expect(heads).toHaveText(['a', 'a', 'b', 'b'])
  await run('select 5 as c')
  await expect(heads).toHaveText(['c'])
  await run('select 6 as d;\nselect nope', () => page.keyboard.press('Shift+Home'))
  await expect(panel.getByRole('alert')).toContainText('nope')
  await expect(panel.locator('.squiggly-error')).toBeVisible()
  await page.keyboard.insertText('select 7 as e')
  await expect(panel.locator('.squiggly-error')).toBeHidden()
  await run('begin; drop table table_1; commit; select 8 as gone')
  await expect(heads).toHaveText(['gone'])
  await run('select count(*) as there from table_1')
  await expect(heads).toHaveText(['there'])
})

test('each statement of a script shows what it answered, and Explain takes the one at the caret', async ({
  page,
}) => {
  await oneTable(page)
  const panel = await queries(page)
  const heads = panel.locator('.result thead th')
  const cells = panel.locator('.result tbody td')
  const list = panel.getByRole('listbox', { name: 'Statements' })
  const options = list.getByRole('option')
  const line = panel.locator('.answer-line')
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  await write(page, 'select 1 as one')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(heads).toHaveText(['one'])
  await expect(list).toHaveCount(0)

  await write(
    page,
    'select 2 as two;\ninsert into table_1 overriding system value select generate_series(1, 3);\nselect 4 as four, 5 as five;',
  )
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(options).toHaveText([
    /1.*select 2 as two.*1 row$/,
    /2.*insert into.*3 rows affected$/,
    /3.*1 row$/,
  ])
  await expect(heads).toHaveText(['four', 'five'])
  await list.focus()
  await page.keyboard.press('Home')
  await expect(heads).toHaveText(['two'])
  await expect(cells).toHaveText(['2'])
  await page.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(panel).toContainText('Line 2: 3 rows affected')

  await write(page, 'select 6 as six;\nselect nope;\nselect 7')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(panel.getByRole('alert')).toContainText(/Statement 2 of 3, line 2: .*nope/)
  await expect(options).toHaveText([/1 row$/, /refused$/, /not run$/])
  await expect(panel.locator('.squiggly-error')).toBeVisible()
  await options.first().click()
  await expect(heads).toHaveText(['six'])
  await expect(panel.getByRole('alert')).toHaveCount(0)

  const notices = panel.getByLabel('Notices')
  await expect(notices).toHaveCount(0)
  await write(
    page,
    "drop table if exists nowhere;\ndo $$ begin raise warning 'careful' using hint = 'look'; raise exception 'no'; end $$",
  )
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(panel.getByRole('alert')).toContainText('Statement 2 of 2')
  await expect(notices).toHaveValue('WARNING:  careful\nHINT:  look')
  await options.first().click()
  await expect(notices).toHaveValue('NOTICE:  table "nowhere" does not exist, skipping')

  await write(page, 'select 8 from table_1;\n\nselect 9 order by 1;\n\nselect 10')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await panel.getByRole('button', { name: 'Explain' }).click()
  await expect(line).toContainText('plan of statement 2 of 3, line 3')
  await expect(panel.locator('.plan-node').first()).toContainText('Result')
  await page.keyboard.press('Shift+Tab')
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  await expect(line).toContainText('plan of statement 1 of 3, line 1')
  await expect(panel.locator('.plan-node').first()).toContainText('table_1')
  await page.keyboard.press('Shift+End')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(line).toContainText('what is selected')
  await expect(list).toHaveCount(0)
})

test('a query that is an EXPLAIN itself shows its plan, whether run or explained', async ({ page }) => {
  await oneTable(page)
  const panel = await queries(page)
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  for (const name of ['Explain', 'Run']) {
    await write(page, 'explain (costs off) select * from table_1 order by id desc')
    await panel.getByRole('button', { name, exact: true }).click()
    await expect(panel.getByLabel('Plan as text')).toHaveValue(/ {2}->.*on table_1|Index Only|Index Scan/)
    await write(page, 'explain (format json) select * from table_1')
    await panel.getByRole('button', { name, exact: true }).click()
    await expect(panel.locator('.plan-node').first()).toContainText('on table_1')
    await panel.getByText('Text', { exact: true }).click()
    await expect(panel.getByLabel('Plan as text')).toHaveValue(/"Relation Name": "table_1"/)
  }
})

test('tables and columns of the design are completed as a query is typed, and Ctrl with arrows goes by words', async ({
  page,
}) => {
  await oneTable(page)
  await addColumn(page, 'delivered_on date')
  const panel = await queries(page)
  const list = page.locator('.suggest-widget')
  await panel.locator('.monaco-editor').waitFor()
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('select * from tab')
  await expect(list).toContainText('table_1')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' t where t.')
  await expect(list).toContainText('delivered_on')
  await page.keyboard.type('deli')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+ArrowLeft')
  await page.keyboard.type('/**/')
  await expect(panel.locator('.view-lines')).toContainText(
    /select\s\*\sfrom\stable_1\st\swhere\st\.\/\*\*\/delivered_on/,
  )
})

test('a query that is typed and not saved is there again after a reload, and after another design', async ({
  page,
}) => {
  await oneTable(page)
  const type = async (sql: string) => {
    await queries(page)
    await write(page, sql)
  }
  const text = page.getByRole('tabpanel', { name: 'Queries' }).locator('.sql-editor')
  await type('select 41 as mine')
  await page.reload()
  await expect(text).toContainText(/select\s41\sas\smine/)
  await page.getByRole('button', { name: 'Damask' }).click()
  await page.getByRole('button', { name: 'Blank design' }).click()
  await expect(text).toContainText(/select\s1$/)
  await type('select 42 as other')
  await page.getByRole('button', { name: 'Damask' }).click()
  await page
    .getByRole('button', { name: /^Untitled/ })
    .nth(1)
    .click()
  await expect(text).toContainText(/select\s41\sas\smine/)
  await page.getByRole('button', { name: 'Save this query' }).click()
  await expect(page.getByLabel('Name of the query')).toHaveValue('Query 1')
  await page.reload()
  await expect(text).toContainText(/select\s41\sas\smine/)
  await expect(page.getByRole('button', { name: 'Not saved' })).toHaveCount(0)
})

test('a name that another query has is said, with one that is free; two that share one lose nothing', async ({
  page,
}) => {
  await oneTable(page)
  await page.getByRole('tab', { name: 'Queries' }).click()
  const name = page.getByLabel('Name of the query')
  await page.getByRole('button', { name: 'Save this query' }).click()
  await page.getByRole('button', { name: 'New query' }).click()
  await expect(name).toHaveValue('Query 2')
  await name.fill('Query 1')
  await name.press('Enter')
  const wrong = page.locator('.queries .field-error')
  await expect(wrong).toContainText('Another query is called “Query 1”.')
  await name.press('Tab')
  await expect(page.getByRole('button', { name: 'Call it “Query 3”' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(name).toHaveValue('Query 3')
  await expect(name).toBeFocused()
  await expect(wrong).toHaveCount(0)
  await name.fill('')
  await page.getByRole('button', { name: 'Query 1', exact: true }).click()
  await expect(name).toHaveValue('Query 1')

  const download = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+s')
  const twins = (await textOf(await download)).replace('"Query 3"', '"Query 1"')
  await page.getByRole('button', { name: 'Damask' }).click()
  await chooseFile(page, 'twins.json', twins)
  const both = page.getByRole('button', { name: 'Query 1', exact: true })
  await expect(both).toHaveCount(2)
  await expect(page.getByText('Another query has this name, too.')).toBeVisible()
  await page.locator('.queries .monaco-editor').waitFor()
  await page.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await page.keyboard.type('-- kept\n')
  await expect(both).toHaveCount(2)
  await both.nth(1).click()
  await both.nth(0).click()
  await expect(page.locator('.queries .view-lines')).toContainText('kept')
  await page.getByRole('button', { name: 'Call it “Query 2”' }).click()
  await expect(both).toHaveCount(1)
  await expect(page.getByText('Another query has this name, too.')).toHaveCount(0)
})

test('with the keys alone: out of a query’s text into its answer, and back', async ({ page }) => {
  await oneTable(page)
  const panel = await queries(page)
  const text = panel.getByRole('textbox', { name: 'Query', exact: true })
  const lines = panel.locator('.view-lines')
  await panel.locator('.monaco-editor').waitFor()
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  await panel.getByRole('button', { name: 'Run', exact: true }).focus()
  await page.keyboard.press('Tab')
  await expect(text).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('select 1; select 2')
  await page.keyboard.press('Escape')
  await page.keyboard.insertText(' as two')
  await page.keyboard.press('Tab')
  await page.keyboard.insertText('-- end')
  await expect(text).toBeFocused()
  await expect(lines).toContainText(/as\stwo\s+--\send/)
  await page.keyboard.press('ControlOrMeta+Enter')
  const list = panel.getByRole('listbox', { name: 'Statements' })
  await expect(list).toBeVisible()
  await expect(page.locator('.suggest-widget.visible')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(list).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'two', exact: true })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(text).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(text).toBeFocused()
})

test('who reads a shared design writes a query beside those that are saved, and keeps it with a copy', async ({
  page,
}) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Damask' }).click()
  await page.goto(link)
  await page.reload()
  const panel = await queries(page)
  const text = panel.locator('.sql-editor')
  await expect(panel).toContainText('is run before you press “Run checks”')
  await panel.getByRole('button', { name: 'Not saved' }).click()
  await write(page, 'select 43 as mine')
  await page.reload()
  await panel.getByRole('button', { name: 'Not saved' }).click()
  await expect(text).toContainText(/select\s43\sas\smine/)
  await page.getByRole('button', { name: 'Keep a copy' }).click()
  await expect(panel.getByRole('button', { name: 'New query' })).toBeVisible()
  await panel.getByRole('button', { name: 'Not saved' }).click()
  await expect(text).toContainText(/select\s43\sas\smine/)
  await panel.getByRole('button', { name: 'Save this query' }).click()
  await expect(panel.getByLabel('Name of the query')).toHaveValue('Query 4')
  await expect(text).toContainText(/select\s43\sas\smine/)
  await expect(panel.getByRole('button', { name: 'Not saved' })).toHaveCount(0)
})

test('a query is written on while its editor takes the place of the plain text', async ({ page }) => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((done) => {
    open = done
  })
  await page.route(/assets\/monaco-[^/]*\.js$/, async (route) => {
    await opened
    await route.continue()
  })
  await oneTable(page)
  const panel = await queries(page)
  const text = panel.getByRole('textbox', { name: 'Query', exact: true })
  await text.fill('select 45 where true')
  await page.keyboard.press('ControlOrMeta+ArrowLeft')
  open()
  await panel.locator('.monaco-editor').waitFor()
  await expect(text).toBeFocused()
  await page.keyboard.insertText('not ')
  await expect(panel.locator('.view-lines')).toContainText(/select\s45\swhere\snot\strue/)
})

test('a query that runs is stopped by a person: the engine starts again, and no earlier answer stands there meanwhile', async ({
  page,
}) => {
  await oneTable(page)
  const panel = await queries(page)
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  await panel.getByLabel('Ended after').selectOption('60')
  const heads = panel.locator('.result thead th')
  const run = panel.getByRole('button', { name: 'Run', exact: true })
  const stop = panel.getByRole('button', { name: 'Stop', exact: true })
  await write(page, 'select 1 as before')
  await run.click()
  await expect(heads).toHaveText(['before'])
  await write(page, 'select count(*) from generate_series(1, 1e10::bigint)')
  // The second press of a double-click stops nothing.
  await run.dblclick()
  await expect(panel.getByRole('status')).toHaveText('Running …')
  await expect(heads).toHaveCount(0)
  await expect(stop).toBeFocused()
  await stop.click()
  await expect(panel.getByRole('alert')).toContainText('You stopped it. The engine starts again')
  await write(page, 'select count(*) as there from table_1')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(heads).toHaveText(['there'])
  await write(page, 'select count(*) from generate_series(1, 1e10::bigint)')
  await run.focus()
  await page.keyboard.press('Enter')
  await expect(stop).toBeFocused()
  await page.keyboard.press('Space')
  await expect(panel.getByRole('alert')).toContainText('You stopped it')
  await expect(run).toBeFocused()
})

test('a query that is saved is named next, and the second press of a double-click adds nothing', async ({
  page,
}) => {
  await oneTable(page)
  const panel = await queries(page)
  const picks = panel.locator('.query-pick')
  const name = page.getByLabel('Name of the query')
  const save = await boxOf(panel.getByRole('button', { name: 'Save this query' }))
  const [x, y] = [save.x + save.width / 2, save.y + save.height / 2]
  await page.mouse.click(x, y)
  await expect(name).toBeFocused()
  // The second press comes when the first has been answered already.
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await expect(picks).toHaveText(['Query 1'])
  await expect(name).toBeFocused()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(picks).toHaveText(['Mine'])
  await panel.getByRole('button', { name: 'New query' }).click()
  await expect(name).toBeFocused()
  await page.keyboard.type('Other')
  await page.keyboard.press('Enter')
  await expect(picks).toHaveText(['Mine', 'Other'])
  await picks.first().click()
  await expect(name).toHaveValue('Mine')
  await expect(picks.first()).toBeFocused()
})

test('a tip goes when who looks at it types, in the editor of code too', async ({ page }) => {
  await oneTable(page)
  const panel = await queries(page)
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  const tip = page.getByRole('tooltip')
  await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
  await panel.getByRole('button', { name: 'Explain' }).hover()
  await expect(tip).toContainText('Show the plan')
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  await expect(tip).toHaveCount(0)
})
