import type { BrowserContext } from '@playwright/test'
import { inProfile, interactive, type Kept, keep, load, repeat, seenAt } from '../browser.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { twentyFive } from './designs.ts'

interface Opened {
  readonly drawn: number
  readonly at: number
}

const openOnce = async (context: BrowserContext, kept: Kept): Promise<Opened> => {
  const page = await load(context, kept)
  const seen = await interactive(page)
  await page.close()
  return seen
}

/** First with an empty cache, then again in the same profile as someone who returns. */
const openTwice = (bench: Bench, kept: Kept) =>
  inProfile(bench, kept, async (context) => ({
    cold: await openOnce(context, kept),
    warm: await openOnce(context, kept),
  }))

const figures = (what: string, opened: readonly Opened[]): Measure => ({
  what: `navigation → interactive canvas, 25 tables stored, ${what}`,
  unit: 'ms',
  values: opened.map((o) => o.at),
  target: { atMost: 800 },
  note: `until all is drawn and a click has selected a table; all drawn at ${opened.map((o) => Math.round(o.drawn)).join(', ')} ms`,
})

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, twentyFive())
  const seen = await repeat(runs, () => openTwice(bench, kept))
  return [
    figures(
      'empty cache',
      seen.map((s) => s.cold),
    ),
    figures(
      'cached',
      seen.map((s) => s.warm),
    ),
  ]
}

export const open: Row = {
  name: 'open',
  title: 'navigation → interactive canvas, 25 tables stored',
  run: measure,
}

const measurePglite = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, twentyFive())
  const seen = await repeat(runs, () =>
    inProfile(bench, kept, async (context) => {
      const page = await load(context, kept)
      return { drawn: await seenAt(page, 'drawn'), pglite: await seenAt(page, 'pglite') }
    }),
  )
  return [
    {
      what: 'PGlite ready from snapshot, after the canvas',
      unit: 'ms',
      values: seen.map((s) => s.pglite - s.drawn),
      target: { atMost: 2000 },
      note: 'from all drawn until the status bar says ready, empty cache, 25 tables',
    },
  ]
}

export const pglite: Row = {
  name: 'pglite',
  title: 'PGlite ready from snapshot, after the canvas',
  run: measurePglite,
}
