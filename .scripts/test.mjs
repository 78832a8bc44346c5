// `npm test`: every check in order, all of them whatever fails, then a table and one last line that counts.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import {
  playwrightCounts,
  playwrightFailures,
  sum,
  unhandledErrors,
  verdictLine,
  vitestCounts,
  vitestFailures,
} from './counts.mjs'
import { ensureInstalled } from './install.mjs'
import { run, tool } from './run.mjs'

/** Said again at the end. */
const red = []

const one = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })

const lint = async () => one(await tool('biome', ['check', '--error-on-warnings', '.']))

const typecheck = async () => {
  const codes = []
  for (const project of ['tsconfig.core.json', 'tsconfig.json', 'tsconfig.node.json'])
    codes.push(await tool('tsc', ['-p', project]))
  return one(Math.max(...codes))
}

const unit = async (folder) => {
  const report = join(folder, 'unit.json')
  const unhandled = join(folder, 'unhandled.json')
  const reporters = ['default', 'json', './.scripts/unhandled-reporter.mjs'].map((r) => `--reporter=${r}`)
  const args = ['run', ...reporters, `--outputFile.json=${report}`]
  const counts = vitestCounts(report, await tool('vitest', args, { DAMASK_UNHANDLED: unhandled }))
  red.push(...vitestFailures(report), ...unhandledErrors(unhandled))
  return counts
}

/** The page and the command line: the tests that follow open both. */
const build = async () => {
  const page = await tool('vite', ['build'])
  return one(Math.max(page, await run(process.execPath, ['.scripts/prepare.mjs'])))
}

const browser = async (folder) => {
  const report = join(folder, 'e2e.json')
  const code = await tool('playwright', ['test', '--reporter=list,json'], {
    DAMASK_CHROMIUM: await ensureChromium(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  red.push(...playwrightFailures(report))
  return playwrightCounts(report, code)
}

const checks = { lint, typecheck, build, unit, e2e: browser }

const attempt = async (name, folder) => {
  console.log(`\n=== ${name} ===\n`)
  try {
    return await checks[name](folder)
  } catch (error) {
    console.error(`${name} could not run: ${error.message}`)
    return one(1)
  }
}

const main = async () => {
  await ensureInstalled()
  const folder = mkdtempSync(join(tmpdir(), 'damask-test-'))
  const rows = []
  try {
    for (const name of Object.keys(checks)) rows.push({ check: name, ...(await attempt(name, folder)) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log('\n=== summary ===\n')
  for (const line of red) console.log(line)
  console.table(Object.fromEntries(rows.map(({ check, ...counts }) => [check, counts])))
  return sum(rows)
}

const total = await main().catch((error) => {
  console.error(error.message)
  return one(1)
})
console.log(verdictLine(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
