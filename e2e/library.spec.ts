import { expect, test } from '@playwright/test'
import { engineMs, template, treeItem } from './support/canvas.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('the library shows a pattern, runs its promises and tells what it goes with', async ({ page }) => {
  test.setTimeout(180_000)
  await template(page, /Community with comments/, 'comments')
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  const names = library.locator('.lib-name')
  await expect(names.nth(40)).toBeVisible()

  await library.getByRole('searchbox', { name: 'Find a pattern' }).fill('deleting')
  await library.getByRole('button', { name: /^Soft delete/ }).click()
  const about = library.getByRole('article', { name: 'Soft delete' })
  await expect(about.getByText('In this design on')).toContainText('comments')
  await expect(about.locator('.lib-table li.new').first()).toContainText('deleted_at')
  await expect(about.locator('ins').first()).toContainText('create')

  await about.getByRole('tab', { name: 'Promises' }).click()
  const promises = about.getByRole('region', { name: 'Promises' })
  await expect(promises.getByRole('img', { name: 'Not yet checked' }).first()).toBeVisible()
  await promises.getByRole('button', { name: 'Run them now' }).click()
  await expect(promises.getByRole('status')).toContainText(/Run in PostgreSQL \d+/, { timeout: engineMs })
  await expect(promises.getByRole('img', { name: 'Held' })).toHaveCount(
    await promises.getByRole('listitem').count(),
  )

  await about.getByRole('tab', { name: 'Goes with' }).click()
  await about.getByRole('button', { name: 'History table' }).click()
  await expect(library.getByRole('article', { name: 'History table' })).toBeVisible()
})

test('a guided choice ends in a preview, a switch and its decision record', async ({ page }) => {
  test.setTimeout(120_000)
  await template(page, /Community with comments/, 'comments')
  await treeItem(page, 'tags').click()
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByText('Which should I use?').click()
  await library.getByText('Remembering what was').click()
  await library.getByRole('radio', { name: 'How the row looked on a given day' }).check()
  const advice = library.getByRole('region', { name: 'History table' })
  await advice.getByText('What it would change on tags').click()
  await expect(advice.locator('ins').first()).toContainText('tags_history')
  await advice.getByRole('button', { name: 'Switch it on for tags and record why' }).click()
  await expect(library).toBeHidden()
  await expect(treeItem(page, 'tags_history')).toBeVisible()
  const card = page.locator('.pattern.open', { hasText: 'History table' })
  await card.getByText('Decision record').click()
  await expect(card.getByRole('textbox', { name: 'Context' })).toHaveValue(
    /How the row looked on a given day/,
  )
  const date = card.getByLabel('Date', { exact: true })
  await expect(date).toHaveValue(await page.evaluate(() => new Date().toLocaleDateString('sv-SE')))
  await date.fill('2025-02-28')
  await date.press('Enter')
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toHaveAttribute('data-tip', /Change decision record/)
  await undo.click()
  await expect(date).not.toHaveValue('2025-02-28')
  await expect(date).toHaveValue(/^\d{4}-\d\d-\d\d$/)
})

test('a guided choice that needs no pattern ends in words and a decision record of the table', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await template(page, /Community with comments/, 'comments')
  await treeItem(page, 'tags').click()
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByText('Which should I use?').click()
  await library.getByText('Deleting', { exact: true }).click()
  await library.getByRole('radio', { name: 'Never' }).check()
  await library.getByRole('radio', { name: 'Little' }).check()
  await expect(library.getByRole('region', { name: 'Soft delete' })).toHaveCount(0)
  const advice = library.getByRole('region', { name: 'Plain delete' })
  await advice.getByRole('button', { name: 'Record why for tags' }).click()
  await expect(library).toBeHidden()
  await page.getByRole('tab', { name: 'Patterns' }).click()
  await page.getByText('Decision record: Plain delete').click()
  await expect(page.getByRole('textbox', { name: 'Context' })).toHaveValue(/Must it come back\? Never\./)
  await expect(page.getByLabel('Date', { exact: true })).toHaveValue(/^\d{4}-\d\d-\d\d$/)
})

test('a guided choice asks for its table, for all tables where that is meant, and records why of what is on', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await template(page, /Community with comments/, 'comments')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByText('Which should I use?').click()
  await library.getByText('Remembering what was', { exact: true }).click()
  await library.getByRole('radio', { name: 'Who changed what, over all tables' }).check()
  const log = library.getByRole('region', { name: 'Audit log' })
  await expect(log.getByLabel('For the table').locator('option:checked')).toHaveText('All tables')
  await log.getByRole('button', { name: 'Switch it on and record why' }).click()
  await expect(library).toBeHidden()
  await expect(page.getByText('Audit log is on in this design, and the decision recorded')).toBeVisible()
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  await library.getByText('Which should I use?').click()
  await library.getByText('Deleting', { exact: true }).click()
  await library.getByRole('radio', { name: 'Within days, at a click' }).check()
  const soft = library.getByRole('region', { name: 'Soft delete' })
  await soft.getByLabel('For the table').selectOption({ label: 'tags' })
  await soft.getByRole('button', { name: 'Switch it on for tags and record why' }).click()
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  await library.getByText('Which should I use?').click()
  await library.getByText('Deleting', { exact: true }).click()
  await library.getByRole('radio', { name: 'Within days, at a click' }).check()
  await expect(soft.getByText('It is on already for tags.')).toBeVisible()
  await soft.getByRole('button', { name: 'Record why' }).click()
  await expect(page.getByText('The decision is recorded')).toBeVisible()
  await expect(page.getByLabel('Name of the table', { exact: true })).toHaveValue('tags')
})

test('a miniature draws the foreign keys that a pattern makes, between their rows, at any width', async ({
  page,
}) => {
  await template(page, /Community with comments/, 'comments')
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByRole('searchbox', { name: 'Find a pattern' }).fill('Exclusive arc')
  await library.getByRole('button', { name: /^Exclusive arc/ }).click()
  const after = library.getByRole('figure', { name: 'After' })
  const lines = after.getByRole('img', { name: /comments \(posts_id\) references posts/ })
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await expect(lines.locator('.lib-line.new')).toHaveCount(2)
    const cards = after.locator('.lib-table')
    await expect(cards).toHaveCount(3)
    const room = await after.evaluate((e) => e.getBoundingClientRect().right)
    // A line ends at the middle of its row, at the border of its table.
    const ends = await lines.locator('.lib-line > path:first-child').evaluateAll((all) =>
      all.map((path) => {
        if (!(path instanceof SVGPathElement)) return false
        const host = path.ownerSVGElement?.getBoundingClientRect()
        const p = path.getPointAtLength(0)
        const at = { x: (host?.x ?? 0) + p.x, y: (host?.y ?? 0) + p.y }
        return [...document.querySelectorAll('.lib-side:last-child .lib-table li.new')].some((row) => {
          const r = row.getBoundingClientRect()
          const side = Math.min(Math.abs(r.left - at.x), Math.abs(r.right - at.x))
          return side < 3 && Math.abs((r.top + r.bottom) / 2 - at.y) < 2
        })
      }),
    )
    expect(ends).toEqual([true, true])
    for (const card of await cards.all())
      expect(await card.evaluate((e) => e.getBoundingClientRect().right)).toBeLessThanOrEqual(room)
    expect(await lines.evaluate((e) => e.getBoundingClientRect().right)).toBeLessThanOrEqual(room)
  }
})

test('the matrix says of every pair how it ends', async ({ page }) => {
  await template(page, /Community with comments/, 'comments')
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByText('All pairs').click()
  await expect(library.getByText(/\d+ of \d+ pairs that can share a table keep every promise/)).toBeVisible()
  const cell = library.getByRole('cell', { name: 'Soft delete and Audit columns keep every promise of both' })
  await expect(cell).toHaveCount(1)
})

test('on a phone the choices fill their box, signs stand by their words and words in their bars', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('./')
  await page.getByRole('button', { name: 'Blank design' }).click()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: /Find anything/ }).fill('>pattern library')
  await page.keyboard.press('Enter')
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await library.getByRole('searchbox', { name: 'Find a pattern' }).fill('Bitemporal')
  await library.getByRole('button', { name: /^Bitemporal/ }).click()
  const bars = library.locator('.picture-bar')
  await expect(bars).not.toHaveCount(0)
  const over = await bars.evaluateAll((all) =>
    all
      .filter((bar) => {
        const [box, words] = [bar.querySelector('rect'), bar.querySelector('text')]
        return box && words && words.getBoundingClientRect().right > box.getBoundingClientRect().right
      })
      .map((bar) => bar.textContent),
  )
  expect.soft(over).toEqual([])
  await library.getByText('Which should I use?').click()
  const choices = library.locator('.segments').nth(1)
  const heights = await choices
    .locator('.segment')
    .evaluateAll((all) => all.map((e) => Math.round(e.getBoundingClientRect().height)))
  expect.soft(new Set(heights).size).toBe(1)
  await library.getByText('All pairs').click()
  const legend = library.locator('.lib-legend')
  await expect(legend).toBeVisible()
  expect
    .soft(
      await legend.evaluate((all) =>
        [...all.querySelectorAll('.lib-cell')].every((sign) => {
          const words = document.createRange()
          if (!sign.nextSibling) return false
          words.selectNodeContents(sign.nextSibling)
          const [a, b] = [sign.getBoundingClientRect(), words.getBoundingClientRect()]
          return b.top < a.bottom && a.top < b.bottom
        }),
      ),
    )
    .toBe(true)
})

test('a word that nothing answers to leaves no page that looks like an answer', async ({ page }) => {
  await template(page, /Community with comments/, 'comments')
  await page.getByRole('button', { name: 'Patterns', exact: true }).click()
  const library = page.getByRole('dialog', { name: 'Pattern library' })
  await expect(library.locator('.lib-name').nth(40)).toBeVisible()
  const search = library.getByRole('searchbox', { name: 'Find a pattern' })
  await search.fill('xylophone')
  await expect(library.getByRole('status')).toHaveText('No pattern is found for “xylophone”.')
  await expect(library.getByRole('article')).toHaveCount(0)

  await search.fill('GDPR')
  await expect(library.getByRole('button', { name: /^Erasure of personal data/ })).toBeVisible()
  // The page shown is one of those found.
  const shown = library.locator('.lib-name[aria-current="page"]')
  await expect(shown).toHaveCount(1)
  await expect(library.getByRole('article')).toHaveAccessibleName((await shown.textContent())?.trim() ?? '')
})
