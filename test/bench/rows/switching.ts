import type { Page } from '@playwright/test'
import { inProfile, keep, load, patience, seenAt } from '../browser.ts'
import { ddlAfterEnter, watchDdl } from '../page/ddl.ts'
import { exposeMonaco, monacoShown } from '../page/typing.ts'
import type { Bench, Measure, Row } from '../types.ts'
import { hundred, twenty } from './designs.ts'

/** One a run, each on a table of its own. */
const switched = [
  ['Row version', 'table_10'],
  ['History table', 'table_20'],
  ['Audit log', 'table_30'],
  ['JSON attributes', 'table_40'],
  ['Adjacency list', 'table_60'],
  ['Archive table', 'table_70'],
  ['Event log', 'table_80'],
] as const

/** A quick typist's pace, from letter to letter and to Enter. */
const everyMs = 100

const switchOn = async (page: Page, pattern: string, table: string): Promise<number> => {
  await page.locator('.tree').getByText(table, { exact: true }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor({ timeout: patience })
  await page.evaluate(watchDdl)
  await page.keyboard.type(`Switch on ${pattern}`, { delay: everyMs })
  await page
    .getByRole('option', { name: `Switch on ${pattern}`, selected: true })
    .waitFor({ timeout: patience })
  await page.keyboard.press('Enter')
  const took = await page.waitForFunction(ddlAfterEnter, undefined, { polling: 'raf', timeout: patience })
  await page.waitForTimeout(1500)
  return Number(await took.jsonValue())
}

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, hundred())
  const values = await inProfile(bench, kept, async (context) => {
    await context.addInitScript(exposeMonaco)
    const page = await load(context, kept)
    await seenAt(page, 'drawn')
    await page.waitForFunction(monacoShown, undefined, { timeout: patience })
    await page.waitForTimeout(3000)
    const out: number[] = []
    for (const [pattern, table] of switched) out.push(await switchOn(page, pattern, table))
    return out
  })
  return [
    {
      what: 'switching a pattern on → DDL updated, 100 tables',
      unit: 'ms',
      values,
      target: { atMost: 50 },
      note: `from Enter in the palette, typed ${everyMs} ms a letter, to Monaco's text: ${switched.map(([p]) => p).join(', ')}`,
    },
  ]
}

export const switching: Row = { name: 'switching', title: 'switching a pattern on, 100 tables', run: measure }

const judged = async (
  page: Page,
): Promise<{ readonly s: number; readonly held: number; readonly all: number }> => {
  const button = page.getByRole('button', { name: /^Run all \d+ checks?$/ })
  const all = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0] ?? 0)
  const start = performance.now()
  await button.click()
  const progress = page.getByRole('progressbar', { name: 'Promises judged' })
  await progress.waitFor({ timeout: patience })
  await progress.waitFor({ state: 'detached', timeout: patience })
  const s = (performance.now() - start) / 1000
  const held = Number(/\d+/.exec((await page.locator('.badge.green').first().textContent()) ?? '')?.[0] ?? 0)
  return { s, held, all }
}

const measureProofs = async (bench: Bench): Promise<readonly Measure[]> => {
  const { design, patterns } = twenty()
  const kept = await keep(bench, design)
  const seen = await inProfile(bench, kept, async (context) => {
    const page = await load(context, kept)
    await page.getByRole('tab', { name: /^Checks/ }).click()
    await page.getByRole('progressbar', { name: 'Promises judged' }).waitFor({ timeout: patience })
    await page
      .getByRole('progressbar', { name: 'Promises judged' })
      .waitFor({ state: 'detached', timeout: patience * 2 })
    const out: Awaited<ReturnType<typeof judged>>[] = []
    for (let n = 0; n < 7; n++) out.push(await judged(page))
    return out
  })
  const worst = seen.find((s) => s.held < s.all)
  return [
    {
      what: `all ${seen[0]?.all ?? 0} promises of ten tables with ${patterns.length} patterns, both engines`,
      unit: 's',
      values: seen.map((s) => s.s),
      target: { atMost: 5 },
      note: patterns.join(', '),
      faults: worst ? [`only ${worst.held} of ${worst.all} held`] : [],
    },
  ]
}

export const promises: Row = {
  name: 'promises',
  title: 'all promises of ten tables, 20 patterns',
  run: measureProofs,
}
