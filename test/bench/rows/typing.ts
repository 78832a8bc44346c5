import type { Page } from '@playwright/test'
import { inProfile, type Kept, keep, load, patience, repeat, seenAt } from '../browser.ts'
import { exposeMonaco, monacoShown, typingSeen, watchTyping } from '../page/typing.ts'
import { quantile } from '../stats.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { hundred } from './designs.ts'

const presses = 60
/** A quick typist's pace; the next press does not wait for what the one before brought about. */
const everyMs = 100

/** Opens the name of a column in the middle of the design for typing; gives the row's id. */
export const editName = async (page: Page): Promise<string> => {
  await page.locator('.tree').getByText('table_50', { exact: true }).click()
  await page.locator('.cv').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const input = page.getByRole('textbox', { name: 'Column name' })
  await input.waitFor({ timeout: patience })
  await page.keyboard.press('End')
  await page.keyboard.type('_bench')
  const name = await input.inputValue()
  const shown = page.locator('.react-flow__node:has(input) [data-row]', {
    has: page.locator('[data-part="name"]', { hasText: new RegExp(`^${name}$`) }),
  })
  const row = await shown.getAttribute('data-row', { timeout: patience })
  if (row === null) throw new Error(`no row shows the name ${name} that is being typed`)
  return row
}

const press = async (page: Page, n: number): Promise<void> => {
  const start = performance.now()
  await page.keyboard.press(n % 12 < 8 ? 'abcdefgh'.charAt(n % 8) : 'Backspace')
  await page.waitForTimeout(Math.max(0, everyMs - (performance.now() - start)))
}

const once = (bench: Bench, kept: Kept) =>
  inProfile(bench, kept, async (context) => {
    await context.addInitScript(exposeMonaco)
    const page = await load(context, kept)
    await seenAt(page, 'drawn')
    await page.waitForFunction(monacoShown, undefined, { timeout: patience })
    const row = await editName(page)
    if (!(await page.evaluate(watchTyping, row)))
      throw new Error('the column is not both in its row and in the DDL')
    await repeat(presses, (n) => press(page, n))
    for (let waited = 0; (await page.evaluate(typingSeen)).waiting > 0; waited++) {
      if (waited > 100) throw new Error('what was typed never showed in both the row and the DDL')
      await page.waitForTimeout(50)
    }
    return (await page.evaluate(typingSeen)).latencies
  })

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, hundred())
  const seen = await repeat(runs, () => once(bench, kept))
  return [
    {
      what: 'key press in a column name → node and DDL updated, 100 tables, p95',
      unit: 'ms',
      values: seen.map((latencies) => quantile(latencies, 0.95)),
      target: { atMost: 50 },
      note: `${presses} presses a run, ${everyMs} ms apart; half took ${seen.map((l) => quantile(l, 0.5).toFixed(0)).join(', ')} ms`,
    },
  ]
}

export const typing: Row = {
  name: 'typing',
  title: 'key press in a column name → node and DDL updated',
  run: measure,
}
