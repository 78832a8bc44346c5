import type { Page } from '@playwright/test'
import { inProfile, keep, load, patience, repeat, seenAt } from '../browser.ts'
import { type Seen, verdictsSeen, watchVerdicts } from '../page/verdicts.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { hundred } from './designs.ts'
import { editName } from './typing.ts'

const targets: Readonly<Record<string, number>> = { 'pg-mem': 300, pglite: 600 }

/** Waits until every engine has judged a version newer than `after`. */
const settled = async (page: Page, after: number): Promise<readonly Seen[]> => {
  const until = performance.now() + patience
  for (;;) {
    const seen = await page.evaluate(verdictsSeen, after)
    if (seen.length > 0 && seen.every((s) => s.ms !== undefined)) return seen
    if (performance.now() > until) {
      const silent = seen.filter((s) => s.ms === undefined).map((s) => s.engine)
      throw new Error(`no verdict within ${patience / 1000} s from ${silent.join(' and ') || 'any engine'}`)
    }
    await page.waitForTimeout(20)
  }
}

const edit = async (page: Page, n: number): Promise<readonly Seen[]> => {
  const [before] = await page.evaluate(verdictsSeen, 0)
  await page.keyboard.press('abcdefgh'.charAt(n % 8))
  return settled(page, before?.revision ?? 0)
}

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, hundred())
  const seen = await inProfile(bench, kept, async (context) => {
    const page = await load(context, kept)
    await seenAt(page, 'drawn')
    await page.evaluate(watchVerdicts)
    await settled(page, 0)
    await editName(page)
    return repeat(runs, async (n) => {
      await page.waitForTimeout(1000)
      return edit(page, n)
    })
  })
  return Object.entries(targets).map(([engine, atMost]) => ({
    what: `verdict after one edit on 100 tables, ${engine}`,
    unit: 'ms',
    values: seen.map((s) => s.find((e) => e.engine === engine)?.ms ?? Number.NaN),
    target: { atMost },
    note: 'from the key press until the status bar shows the verdict on what it made; proofs of the version before may be under way',
  }))
}

export const verdict: Row = { name: 'verdict', title: 'verdict after one edit on 100 tables', run: measure }
