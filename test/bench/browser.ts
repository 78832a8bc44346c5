import type { BrowserContext, Page } from '@playwright/test'
import { type Design, serialise } from '../../src/design/index.ts'
import { canvasSeen, pointToClick, watchCanvas } from './page/canvas.ts'
import type { Bench } from './types.ts'

/** The store of a profile that holds one design, and the address that opens it. */
export interface Kept {
  readonly state: Awaited<ReturnType<BrowserContext['storageState']>>
  readonly address: string
}

/** Long enough for a busy machine; a row that takes longer has failed. */
export const patience = 60_000

/** Opens a design's file in the page, as a person would, and keeps the profile's store. */
export const keep = async (bench: Bench, design: Design): Promise<Kept> => {
  const context = await bench.context()
  try {
    const page = await context.newPage()
    await page.goto(await bench.address())
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a file' }).click()
    const buffer = Buffer.from(serialise(design))
    await (await choosing).setFiles({ name: 'bench.json', mimeType: 'application/json', buffer })
    await page.locator('.cv[data-nodes]').waitFor({ timeout: patience })
    // Nothing of a file is run before its reader asks for it.
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('>Run checks')
    await page.getByRole('option', { name: 'Run checks' }).first().click()
    await page.locator('[data-engine="pg-mem"]', { hasNotText: 'not run' }).waitFor({ timeout: patience })
    await page.getByText('Saved in this browser').waitFor({ timeout: patience })
    return { state: await context.storageState({ indexedDB: true }), address: page.url() }
  } finally {
    await context.close()
  }
}

/** A new profile with that store and an empty cache; `run` gets it, and it is closed. */
export const inProfile = async <T>(
  bench: Bench,
  kept: Kept,
  run: (context: BrowserContext) => Promise<T>,
): Promise<T> => {
  const context = await bench.context(kept.state)
  try {
    await context.addInitScript(watchCanvas)
    return await run(context)
  } finally {
    await context.close()
  }
}

/** Loads the design in a new tab and waits until all of it is drawn. */
export const load = async (context: BrowserContext, kept: Kept): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(kept.address, { waitUntil: 'commit' })
  await page.waitForFunction(canvasSeen, undefined, { timeout: patience })
  return page
}

/** Waits until the page has seen it: the time in milliseconds since navigation began. */
export const seenAt = async (page: Page, what: 'drawn' | 'selected' | 'pglite'): Promise<number> => {
  const found = await page.waitForFunction(
    (key) => {
      const seen = (globalThis as { readonly benchCanvas?: Record<string, number> }).benchCanvas
      const at = seen?.[key]
      return at !== undefined && at > 0 ? at : undefined
    },
    what,
    { polling: 'raf', timeout: patience },
  )
  return Number(await found.jsonValue())
}

const clickEveryMs = 25

/**
 * Clicks the first table from the moment it is there until a click has selected it. Gives when the canvas is
 * interactive: all of it drawn and a click answered, in milliseconds since navigation began.
 */
export const interactive = async (page: Page): Promise<{ readonly drawn: number; readonly at: number }> => {
  const point = await page.waitForFunction(pointToClick, undefined, { polling: 'raf', timeout: patience })
  const { x, y } = (await point.jsonValue()) ?? { x: 0, y: 0 }
  let answered = false
  const clicking = async () => {
    while (!answered) {
      await page.mouse.click(x, y)
      await page.waitForTimeout(clickEveryMs)
    }
  }
  const [selected] = await Promise.all([
    seenAt(page, 'selected').finally(() => {
      answered = true
    }),
    clicking(),
  ])
  const drawn = await seenAt(page, 'drawn')
  return { drawn, at: Math.max(drawn, selected) }
}

/** Does it once a run, one after the other. */
export const repeat = async <T>(times: number, run: (n: number) => Promise<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for (let n = 0; n < times; n++) all.push(await run(n))
  return all
}
