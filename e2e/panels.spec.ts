import { expect, type Page, test } from '@playwright/test'
import { textOf } from './support/bundle.ts'
import { chooseFile } from './support/hostile.ts'

const table = async (page: Page): Promise<void> => {
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await page
    .getByRole('navigation', { name: 'Objects' })
    .getByRole('button', { name: 'Add', exact: true })
    .click()
  await page.getByRole('menuitem', { name: 'Table', exact: true }).click()
  await expect(page.getByLabel('Name of the table', { exact: true })).toBeVisible()
}

const ddl = (page: Page) => page.getByRole('tabpanel', { name: 'DDL' })

const column = async (page: Page, spec: string): Promise<void> => {
  const input = page.getByLabel('Add a column')
  await input.fill(spec)
  await input.press('Enter')
}

test('columns by shorthand, renamed and retyped, show in the DDL at once', async ({ page }) => {
  await table(page)
  await column(page, 'email varchar(20)!')
  await page.getByLabel('Name of the column email').fill('mail')
  await page.getByLabel('Type of mail').fill('text')
  await page.getByLabel('Type of mail').press('Enter')
  await expect(ddl(page)).toContainText(/mail\s+text\s+not\s+null/)
  await page.getByRole('button', { name: 'mail is NOT NULL' }).click()
  await expect(ddl(page)).not.toContainText(/mail\s+text\s+not\s+null/)
  await page.getByRole('button', { name: 'Details of mail' }).click()
  const unique = page.getByLabel('Inspector').getByRole('checkbox', { name: 'Unique' })
  await unique.click()
  await expect(ddl(page)).toContainText(/unique\s\(mail\)/)
  await expect(unique).toBeChecked()
})

test('a type that does not exist is refused beside the input and the design stays', async ({ page }) => {
  await table(page)
  await page.getByLabel('Type of id').fill('no_such_type')
  await page.getByLabel('Type of id').press('Enter')
  await expect(page.getByLabel('Inspector').getByRole('alert')).toContainText('no_such_type')
  await expect(ddl(page)).toContainText(/id\s+bigint/)
})

test('Enter in a name adds the next column and goes on in its name', async ({ page }) => {
  await table(page)
  await page.getByLabel('Name of the column id').press('Enter')
  await page.keyboard.type('total')
  await expect(page.getByLabel('Name of the column total')).toBeFocused()
})

test('check, unique and index are added and shown', async ({ page }) => {
  await table(page)
  await column(page, 'amount numeric(12,2)!')
  await page.getByRole('tab', { name: 'Keys', exact: true }).click()
  await page.getByRole('button', { name: 'Add a check' }).click()
  await page.keyboard.type('amount >= 0')
  await page.keyboard.press('Enter')
  await expect(ddl(page)).toContainText('amount >= 0')
  await page.getByRole('button', { name: 'Add a unique constraint' }).click()
  await page.getByLabel('Add to unique columns').selectOption({ label: 'amount' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await expect(ddl(page)).toContainText(/unique\s\(amount\)/)
  await page.getByRole('tab', { name: 'Indexes', exact: true }).click()
  await page.getByRole('button', { name: 'Add an index' }).click()
  await page.getByLabel('Add to columns in order').selectOption({ label: 'amount' })
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await expect(page.getByRole('region', { name: 'Indexes' })).toContainText('amount')
})

test('a pattern is previewed, switched on, tuned, and ejected', async ({ page }) => {
  await table(page)
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('button', { name: 'About Soft delete' }).click()
  await page.getByText('What switching it on would change').click()
  await expect(page.getByText(/statements? added/)).toBeVisible()
  await expect(ddl(page)).not.toContainText('deleted_at')
  await page.getByRole('switch', { name: 'Soft delete' }).click()
  await expect(page.getByRole('treeitem', { name: 'delete_table_1' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'View of live rows' }).uncheck()
  await expect(page.getByRole('treeitem', { name: 'live_table_1' })).toBeHidden()
  await page.getByRole('button', { name: 'Eject into plain objects' }).click()
  await expect(page.getByRole('switch', { name: 'Soft delete' })).not.toBeChecked()
  await expect(page.getByRole('treeitem', { name: 'delete_table_1' })).toBeVisible()
})

test('a click in the DDL selects what stands there', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'warehouses', exact: true }).click()
  const line = ddl(page).locator('.view-line', { hasText: 'create table warehouses' })
  await expect(line).toBeVisible({ timeout: 20_000 })
  await page.getByRole('treeitem', { name: 'countries', exact: true }).click()
  const other = ddl(page).locator('.view-line', { hasText: 'create table countries' })
  await expect(other).toBeVisible()
  await page.getByRole('treeitem', { name: 'plan', exact: true }).click()
  const named = ddl(page).locator('.view-line', { hasText: 'create type plan' })
  await named.click({ position: { x: 60, y: 8 } })
  await expect(page.getByLabel('Name of the enum type')).toHaveValue('plan')
})

test('the DDL of the selection alone, and of patterns alone', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'countries', exact: true }).click()
  const all = await page.getByText(/^\d+ statements$/).textContent()
  await page.getByText('Selection', { exact: true }).click()
  await expect(page.getByText(/^\d+ statements?$/)).not.toHaveText(all ?? '')
  await page.getByText('By patterns', { exact: true }).click()
  await expect(page.getByText(/^\d+ statements$/)).not.toHaveText(all ?? '')
})

test('a state machine is drawn and edited in place', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('button', { name: /Orders, multi-tenant/ }).click()
  await page.getByRole('treeitem', { name: 'orders', exact: true }).click()
  await page.getByRole('tab', { name: /^Patterns/ }).click()
  await page.getByRole('button', { name: 'About State machine' }).first().click()
  await expect(page.getByRole('group', { name: /^Transitions: / })).toBeVisible()
  await page.getByLabel('Add a state').fill('returned')
  await page.getByLabel('Add a state').press('Enter')
  await page.getByRole('checkbox', { name: 'delivered to returned' }).check()
  await expect(page.getByRole('checkbox', { name: 'delivered to returned' })).toBeChecked()
  const diagram = page.getByRole('group', { name: /^Transitions: .*delivered to returned/ })
  await diagram.getByRole('button', { name: /^delivered: / }).click()
  await diagram.getByRole('button', { name: 'Allow or forbid delivered to returned' }).click()
  await expect(page.getByRole('checkbox', { name: 'delivered to returned' })).not.toBeChecked()
})

test('generated rows name their columns and the constraint that refused', async ({ page }) => {
  await table(page)
  await column(page, 'amount integer!')
  await page.getByRole('tab', { name: /^Rows/ }).click()
  await page.getByRole('button', { name: 'Generate cases' }).click()
  const trials = page.locator('table.trials')
  await expect(trials.getByRole('row', { name: /Accepted a valid row/ })).toContainText('amount = ')
  await expect(trials.getByRole('row', { name: /amount is NULL/ })).toContainText('Refused')
})

test('reference rows that say the same stay as many as they are', async ({ page }) => {
  await table(page)
  await column(page, 'code text!')
  await page.getByRole('tab', { name: 'More' }).click()
  await page.getByRole('button', { name: 'Add reference rows' }).click()
  const add = page.getByRole('button', { name: 'Add a row' })
  await add.click()
  await add.click()
  const rows = page.locator('.value-grid tbody tr')
  await expect(rows).toHaveCount(2)
  await page.getByLabel('code, row 1').fill("'a'")
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Remove row 1' })).toBeFocused()
  await expect(rows).toHaveCount(2)
  await expect(page.getByLabel('code, row 2')).toHaveValue('null')
})

test('a query’s answer is its own: columns of one name, a selection, and a script that commits', async ({
  page,
}) => {
  await table(page)
  await page.getByRole('tab', { name: 'Queries' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
  const run = async (sql: string, select?: () => Promise<void>) => {
    await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(sql)
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
  await table(page)
  await page.getByRole('tab', { name: 'Queries' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
  const write = async (sql: string) => {
    await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(sql)
  }
  const heads = panel.locator('.result thead th')
  const cells = panel.locator('.result tbody td')
  const list = panel.getByRole('listbox', { name: 'Statements' })
  const options = list.getByRole('option')
  const line = panel.locator('.answer-line')
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  await write('select 1 as one')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(heads).toHaveText(['one'])
  await expect(list).toHaveCount(0)

  await write(
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

  await write('select 6 as six;\nselect nope;\nselect 7')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(panel.getByRole('alert')).toContainText(/Statement 2 of 3, line 2: .*nope/)
  await expect(options).toHaveText([/1 row$/, /refused$/, /not run$/])
  await expect(panel.locator('.squiggly-error')).toBeVisible()
  await options.first().click()
  await expect(heads).toHaveText(['six'])
  await expect(panel.getByRole('alert')).toHaveCount(0)

  await write('select 8 from table_1;\n\nselect 9 order by 1;\n\nselect 10')
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
  await table(page)
  await page.getByRole('tab', { name: 'Queries' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
  const write = async (sql: string) => {
    await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(sql)
  }
  await expect(panel.getByLabel('Engine')).toHaveValue('pglite', { timeout: 60_000 })
  for (const name of ['Explain', 'Run']) {
    await write('explain (costs off) select * from table_1 order by id desc')
    await panel.getByRole('button', { name, exact: true }).click()
    await expect(panel.getByLabel('Plan as text')).toHaveValue(/ {2}->.*on table_1|Index Only|Index Scan/)
    await write('explain (format json) select * from table_1')
    await panel.getByRole('button', { name, exact: true }).click()
    await expect(panel.locator('.plan-node').first()).toContainText('on table_1')
    await panel.getByText('Text', { exact: true }).click()
    await expect(panel.getByLabel('Plan as text')).toHaveValue(/"Relation Name": "table_1"/)
  }
})

test('tables and columns of the design are completed as a query is typed, and Ctrl with arrows goes by words', async ({
  page,
}) => {
  await table(page)
  await column(page, 'delivered_on date')
  await page.getByRole('tab', { name: 'Queries' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Queries' })
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

test('a schema is chosen in the list, and folds when it is chosen again', async ({ page }) => {
  await table(page)
  const schema = page.getByRole('treeitem', { name: /^public/ })
  await schema.click()
  await expect(schema).toHaveAttribute('aria-expanded', 'true')
  await page.getByLabel('Name of the schema').fill('clinic')
  await expect(page.getByRole('treeitem', { name: /^clinic/ })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('treeitem', { name: /^clinic/ }).click()
  await expect(page.getByRole('treeitem', { name: 'table_1' })).toHaveCount(0)
})

test('a page that is opened at a panel of the dock shows it in its own shape', async ({ page }) => {
  await table(page)
  for (const name of ['Rows', 'Queries']) {
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
    await page.reload()
    const panel = page.getByRole('tabpanel', { name: new RegExp(`^${name}`) })
    await expect(panel.locator('.panel-bar, .empty').first()).toBeVisible()
    await expect(panel.locator('.panel-bar').first()).toHaveCSS('display', 'flex')
  }
})

test('a query that is typed and not saved is there again after a reload, and after another design', async ({
  page,
}) => {
  await table(page)
  const type = async (sql: string) => {
    await page.getByRole('tab', { name: 'Queries' }).click()
    const panel = page.getByRole('tabpanel', { name: 'Queries' })
    await panel.locator('.monaco-editor').waitFor()
    await panel.getByRole('textbox', { name: 'Query', exact: true }).focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(sql)
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
  await table(page)
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
