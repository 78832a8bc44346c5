import { expect, type Page, test } from '@playwright/test'
import { blank, draw, edges, pullOver, row, table } from './support/canvas.ts'

const blog = async (page: Page): Promise<void> => {
  await blank(page)
  await draw(page, { x: 60, y: 60 }, 'posts', ['title'])
  await draw(page, { x: 400, y: 160 }, 'tags', ['author_id bigint'])
}

const head = (page: Page, name: string) => table(page, name).locator('.cv-head')
const label = (page: Page) => page.locator('.cv-pull-label')

const linked = async (page: Page): Promise<void> => {
  await expect(table(page, 'posts_tags')).toBeVisible()
  await edges(page, 2)
  await expect(page.locator('.react-flow__node.selected')).toHaveText(/posts_tags/)
}

test('a drag with Alt makes a junction table, said beside the pointer, and one undo takes it back', async ({
  page,
}) => {
  await blog(page)
  await pullOver(page, row(page, 'posts', 'id'), row(page, 'tags', 'author_id'))
  await expect(label(page)).toHaveText('tags.author_id → posts.id')
  await page.keyboard.down('Alt')
  await expect(label(page)).toHaveText('Many to many: posts ↔ tags, creating posts_tags')
  await page.keyboard.up('Alt')
  await expect(label(page)).toHaveText('tags.author_id → posts.id')
  await page.keyboard.down('Alt')
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await linked(page)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(table(page, 'posts_tags')).toHaveCount(0)
  await edges(page, 0)
  await expect(page.locator('.react-flow__node-table')).toHaveCount(2)
})

test('before it is over a table, the pull tells of Alt', async ({ page }) => {
  await blog(page)
  await pullOver(page, row(page, 'posts', 'id'), head(page, 'tags'))
  await page.mouse.move(700, 600, { steps: 3 })
  await expect(label(page)).toHaveText(/hold (Alt|⌥) for many to many/)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await edges(page, 0)
})

test('dropped on its own head with Alt, rows of a table are joined with each other', async ({ page }) => {
  await blog(page)
  await page.keyboard.down('Alt')
  await pullOver(page, row(page, 'posts', 'id'), head(page, 'posts'))
  await expect(label(page)).toHaveText('Many to many: posts ↔ posts, creating posts_posts')
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await expect(table(page, 'posts_posts')).toBeVisible()
  await edges(page, 2)
})

test('a table without a primary key is refused in words, and nothing changes', async ({ page }) => {
  await blog(page)
  await row(page, 'tags', 'id').click({ button: 'right' })
  await page.getByRole('menuitemcheckbox', { name: 'Primary key' }).click()
  await page.keyboard.down('Alt')
  await pullOver(page, row(page, 'posts', 'id'), head(page, 'tags'))
  await expect(page.locator('.cv-pull-label.cv-refused')).toHaveText(/`?tags`? has no primary key/)
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await edges(page, 0)
  await expect(page.locator('.react-flow__node-table')).toHaveCount(2)
})

test('the menu of an ambiguous drop offers it', async ({ page }) => {
  await blog(page)
  await pullOver(page, row(page, 'posts', 'id'), head(page, 'tags'))
  await page.mouse.up()
  await page.getByRole('menuitem', { name: 'Many to many (a junction table)' }).click()
  await linked(page)
})

test('the menu of two selected tables offers it', async ({ page }) => {
  await blog(page)
  await head(page, 'posts').click()
  await head(page, 'tags').click({ modifiers: ['Shift'] })
  await head(page, 'tags').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Link many to many (a junction table)' }).click()
  await linked(page)
})

test('the palette links the two selected tables, by keys alone', async ({ page }) => {
  await blog(page)
  await head(page, 'posts').click()
  await head(page, 'tags').click({ modifiers: ['Shift'] })
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('many to many')
  await expect(page.getByRole('option', { name: /Link the two selected tables many to many/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await linked(page)
})

test('the list of keys tells the gesture', async ({ page }) => {
  await blog(page)
  await page.locator('.react-flow__pane').click({ position: { x: 700, y: 400 } })
  await page.keyboard.press('?')
  await expect(page.getByText('While dragging a reference: link many to many')).toBeVisible()
})
