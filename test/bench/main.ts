import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { machine, machineText } from './machine.ts'
import { type Figure, figureOf, type Report, tableText } from './report.ts'
import { catalogue, triples } from './rows/catalogue.ts'
import { core } from './rows/core.ts'
import { large } from './rows/large.ts'
import { link } from './rows/link.ts'
import { open, pglite } from './rows/open.ts'
import { script } from './rows/script.ts'
import { promises, switching } from './rows/switching.ts'
import { typing } from './rows/typing.ts'
import { verdict } from './rows/verdict.ts'
import type { Bench, Row } from './types.ts'

const rows: readonly Row[] = [
  script,
  open,
  core,
  typing,
  pglite,
  verdict,
  large,
  link,
  switching,
  promises,
  catalogue,
  triples,
]

/** What the bench needs of the repository's own tools. */
export interface Tools {
  /** A folder of the bench's own, for the build and the figures. */
  readonly folder: string
  /** Builds the page into a folder; rejects when it cannot. */
  readonly build: (folder: string) => Promise<void>
  /** Serves a folder on loopback, on any free port. */
  readonly serve: (folder: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>
  /** The path of a Chromium. */
  readonly chromium: () => Promise<string>
}

interface Options {
  readonly only: readonly string[]
  readonly json: string
  /** A built page to take instead of building one. */
  readonly page: string | undefined
}

const optionsOf = (args: readonly string[], folder: string): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string', default: join(folder, 'figures.json') },
      page: { type: 'string' },
    },
  })
  const names = rows.map((r) => r.name)
  for (const name of values.only)
    if (!names.includes(name)) throw new Error(`there is no row ${name}; the rows are ${names.join(', ')}`)
  return { only: values.only, json: values.json, page: values.page }
}

const launchArguments = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Everything that rows share, made when it is first asked for; `close` ends what was. */
const benchOf = (tools: Tools, options: Options) => {
  const closing: (() => Promise<void>)[] = []
  const log = (text: string) => console.error(text)
  const folder = once(async () => {
    if (options.page !== undefined) return options.page
    const built = join(tools.folder, 'page')
    log('Building the page …')
    await tools.build(built)
    return built
  })
  const address = once(async () => {
    const server = await tools.serve(await folder())
    closing.push(server.close)
    return server.url
  })
  const browser = once(async (): Promise<Browser> => {
    const started = await chromium.launch({ executablePath: await tools.chromium(), args: launchArguments })
    closing.push(() => started.close())
    return started
  })
  const bench: Bench = {
    folder,
    address,
    log,
    context: async (state) =>
      (await browser()).newContext({
        viewport: { width: 1440, height: 900 },
        ...(state === undefined ? {} : { storageState: state }),
      }),
  }
  const close = async () => {
    for (const end of closing.reverse()) await end()
  }
  return { bench, close, version: async () => (await browser()).version() }
}

const told = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)

/**
 * Runs the rows and prints the table, then the same as JSON, which is also written to a file. Gives the exit
 * code: 0 though targets are missed; 1 when a row could not be measured.
 */
export const main = async (args: readonly string[], tools: Tools): Promise<number> => {
  const options = optionsOf(args, tools.folder)
  const { bench, close, version } = benchOf(tools, options)
  const figures: Figure[] = []
  const failures: Report['failures'][number][] = []
  try {
    const on = machine(await version())
    console.log(machineText(on))
    for (const row of rows) {
      if (options.only.length > 0 && !options.only.includes(row.name)) continue
      bench.log(`${row.title} …`)
      try {
        figures.push(...(await row.run(bench)).map((m) => figureOf(row, m)))
      } catch (error) {
        failures.push({ row: row.name, title: row.title, why: told(error) })
      }
    }
    const report: Report = { machine: on, figures, failures }
    const json = JSON.stringify(report, undefined, 2)
    console.log(`\n${tableText(report)}\n\n${json}`)
    mkdirSync(dirname(options.json), { recursive: true })
    writeFileSync(options.json, `${json}\n`)
    bench.log(`Written to ${options.json}`)
  } finally {
    await close()
  }
  return failures.length > 0 ? 1 : 0
}
