import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from '@playwright/test'
import { inProfile, interactive, type Kept, keep, load, repeat } from '../browser.ts'
import { type Bench, type Measure, type Row, runs } from '../types.ts'
import { twentyFive } from './designs.ts'

/** What must not be needed before the canvas, and a text that its code cannot do without. */
const lazy: Readonly<Record<string, string>> = {
  Monaco: 'monaco-mouse-cursor-text',
  'pg-mem': 'pgsql-ast-parser',
  PGlite: 'ENVIRONMENT_IS_WORKER',
  ELK: 'org.eclipse.elk',
}

interface Script {
  readonly name: string
  readonly bytes: number
  readonly text: string
}

/** Scripts whose requests began before all was drawn and a click was answered. */
const scriptsOf = async (bench: Bench, kept: Kept): Promise<readonly Script[]> =>
  inProfile(bench, kept, async (context: BrowserContext) => {
    const asked: { readonly url: string; readonly at: () => number }[] = []
    context.on('request', (r) => {
      if (/\.m?js(\?|$)/.test(r.url())) asked.push({ url: r.url(), at: () => r.timing().startTime })
    })
    const page: Page = await load(context, kept)
    const { at } = await interactive(page)
    const end = at + (await page.evaluate(() => performance.timeOrigin))
    const folder = await bench.folder()
    const urls = new Set(asked.filter((a) => a.at() <= end).map((a) => a.url))
    return [...urls].map((url) => {
      const bytes = readFileSync(join(folder, new URL(url).pathname))
      return { name: new URL(url).pathname.slice(1), bytes: gzipSync(bytes).length, text: bytes.toString() }
    })
  })

const textsOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.js'))
    .map((f) => readFileSync(join(folder, f), 'utf8'))

/** A mark that is nowhere in the build could never be found too early. */
const faultsOf = (early: readonly Script[], all: readonly string[]): readonly string[] =>
  Object.entries(lazy).flatMap(([name, mark]) => {
    if (!all.some((text) => text.includes(mark)))
      return [`${name} cannot be told: its mark is not in the build`]
    const found = early.find((s) => s.text.includes(mark))
    return found ? [`${name} is asked for before the canvas, in ${found.name}`] : []
  })

const isLazy = (s: Script): boolean => Object.values(lazy).some((mark) => s.text.includes(mark))

const sumKB = (scripts: readonly Script[]): number => scripts.reduce((sum, s) => sum + s.bytes, 0) / 1000

const measure = async (bench: Bench): Promise<readonly Measure[]> => {
  const kept = await keep(bench, twentyFive())
  const seen = await repeat(runs, () => scriptsOf(bench, kept))
  const all = textsOf(await bench.folder())
  const last = [...(seen.at(-1) ?? [])].sort((a, b) => b.bytes - a.bytes)
  return [
    {
      what: 'JS needed before the canvas is interactive, gzip',
      unit: 'KB',
      values: seen.map(sumKB),
      target: { atMost: 220 },
      note: last.map((s) => `${s.name} ${(s.bytes / 1000).toFixed(1)}`).join(', '),
      faults: [...new Set(seen.flatMap((scripts) => faultsOf(scripts, all)))],
    },
    {
      what: 'the same without Monaco, pg-mem, PGlite and ELK',
      unit: 'KB',
      values: seen.map((scripts) => sumKB(scripts.filter((s) => !isLazy(s)))),
    },
  ]
}

/** Counted from the requests of a real load; 1 KB is 1,000 bytes. */
export const script: Row = { name: 'js', title: 'JS needed before the canvas is interactive', run: measure }
