import { expect, test } from '@playwright/test'
import { engineMs, judged, row, table, template } from './support/canvas.ts'

interface Shift {
  readonly hadRecentInput: boolean
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

declare global {
  interface Window {
    moved?: string[]
  }
}

test('nothing on the page moves while the engines start', async ({ page }) => {
  test.setTimeout(engineMs + 60_000)
  await page.addInitScript(() => {
    window.moved = []
    const box = (r: DOMRectReadOnly) => [r.x, r.y, r.width, r.height].map(Math.round).join(' ')
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[])
        for (const s of entry.sources) {
          const node = s.node instanceof Element ? s.node : s.node?.parentElement
          if (
            !entry.hadRecentInput &&
            (s.previousRect.x !== s.currentRect.x || s.previousRect.y !== s.currentRect.y)
          )
            window.moved?.push(
              `${node?.nodeName} ${node?.className}: ${box(s.previousRect)} to ${box(s.currentRect)}`,
            )
        }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await template(page, /^Orders, multi-tenant/, 'orders')
  await judged(page, 'pglite')
  await judged(page, 'pg-mem')
  await expect(page.getByText(/PostgreSQL \d+\.\d+/).first()).toBeVisible()
  expect(await page.evaluate(() => window.moved)).toEqual([])
})

test('the form of a column stays as it is when other panels come', async ({ page }) => {
  await template(page, /^Orders, multi-tenant/, 'orders')
  await table(page, 'orders').locator('.cv-head').click()
  await row(page, 'orders', 'number').click()
  const boxes = () =>
    page
      .locator('.column-details :is(input, select, textarea)')
      .evaluateAll((all) =>
        all.map((e) => e.getBoundingClientRect()).map((r) => [r.x, r.y, r.width, r.height]),
      )
  await expect.poll(async () => (await boxes()).length).toBeGreaterThan(4)
  const before = await boxes()
  for (const panel of ['Checks', 'Rows', 'Queries', 'Problems']) {
    await page.getByRole('tab', { name: panel }).click()
    await expect(page.getByRole('tabpanel', { name: panel })).not.toBeEmpty()
    expect(await boxes()).toEqual(before)
  }
})
