import type { CDPSession, Page } from '@playwright/test'
import { inProfile, type Kept, keep, load, repeat, seenAt } from '../browser.ts'
import { framesSeen, pointToDrag, watchFrames } from '../page/frames.ts'
import { median, quantile } from '../stats.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { fiveHundred } from './designs.ts'

const panMs = 3000
const tick = 1000 / 60
/** Pixels that the pointer goes from one event to the next, and how far before it turns back. */
const stride = 10
const reach = 600

/** Where the pointer is after some events: to the left, back to the right, and on. */
const wayBack = (events: number): number => {
  const at = (events * stride) % (2 * reach)
  return at < reach ? at : 2 * reach - at
}

interface Pan {
  readonly fps: number
  readonly p95: number
  /** Whether the frames showed it moving, not one view over and over. */
  readonly moved: boolean
}

/** Drags the canvas with 60 pointer events a second, none of which waits for the one before. */
const pan = async (page: Page, cdp: CDPSession): Promise<Pan> => {
  const from = await page.evaluate(pointToDrag)
  if (!from) throw new Error('there is no empty canvas to drag by')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.evaluate(watchFrames)
  const sent: Promise<unknown>[] = []
  const start = performance.now()
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const passed = performance.now() - start
      const due = Math.floor(passed / tick)
      while (sent.length < due) {
        const x = from.x - wayBack(sent.length)
        const y = from.y + (sent.length % 40)
        sent.push(
          cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: 'left', buttons: 1 }),
        )
      }
      if (passed < panMs) return
      clearInterval(timer)
      done()
    }, 4)
  })
  const { times, views } = await page.evaluate(framesSeen)
  await Promise.all(sent)
  await page.mouse.up()
  const steps = times.slice(1).map((t, i) => t - (times[i] ?? t))
  return { fps: 1000 / median(steps), p95: quantile(steps, 0.95), moved: views > times.length / 3 }
}

/** Samples the page's JS heap until told to stop; gives the most that was seen, in MB. */
const watchHeap = (cdp: CDPSession): (() => number) => {
  let most = 0
  const sample = () =>
    void cdp.send('Performance.getMetrics').then(
      ({ metrics }) => {
        most = Math.max(most, metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? 0)
      },
      () => clearInterval(timer),
    )
  const timer = setInterval(sample, 100)
  return () => {
    clearInterval(timer)
    return most / 1e6
  }
}

interface Large {
  readonly drawn: number
  readonly whole: Pan
  readonly near: Pan
  readonly heap: number
}

const once = (bench: Bench, kept: Kept): Promise<Large> =>
  inProfile(bench, kept, async (context) => {
    const page = await load(context, kept)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable')
    const heap = watchHeap(cdp)
    const drawn = await seenAt(page, 'drawn')
    // Monaco and the engines start after the canvas; panning is measured beside what they still do.
    await page.waitForTimeout(1000)
    const whole = await pan(page, cdp)
    await page.locator('.cv').focus()
    await page.keyboard.press('0')
    await page.locator('.cv[data-detail="full"]').waitFor()
    await page.waitForTimeout(1000)
    const near = await pan(page, cdp)
    return { drawn, whole, near, heap: heap() }
  })

const panFigures = (where: string, pans: readonly Pan[]): Measure => ({
  what: `500 tables: pan, ${where}, median frames a second`,
  unit: 'fps',
  values: pans.map((p) => p.fps),
  target: { atLeast: 50 },
  note: `19 of 20 frames within ${pans.map((p) => p.p95.toFixed(0)).join(', ')} ms`,
  faults: pans.some((p) => !p.moved) ? ['the canvas hardly moved while it was dragged'] : [],
})

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, fiveHundred())
  const seen = await repeat(runs, () => once(bench, kept))
  return [
    {
      what: '500 tables: navigation → all drawn',
      unit: 'ms',
      values: seen.map((s) => s.drawn),
      target: { atMost: 2000 },
      note: '12 columns each, stored, empty cache',
    },
    panFigures(
      'all in view',
      seen.map((s) => s.whole),
    ),
    panFigures(
      'at 100 %',
      seen.map((s) => s.near),
    ),
    {
      what: '500 tables: JS heap of the page, peak while loading and panning',
      unit: 'MB',
      values: seen.map((s) => s.heap),
    },
  ]
}

export const large: Row = { name: 'large', title: '500 tables: load to all drawn; pan', run: measure }
