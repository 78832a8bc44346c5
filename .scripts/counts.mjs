// Reads the runners' JSON reports. A report that is missing, or a runner that failed without a failed test, counts as a failure.
import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const nothing = { passed: 0, failed: 0, skipped: 0 }

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

/** A runner's failure is never lost, and a run of no tests is a failure. */
const honest = (counts, code) => {
  const ran = counts.passed + counts.failed > 0
  return counts.failed === 0 && (code !== 0 || !ran) ? { ...counts, failed: 1 } : counts
}

/**
 * Counts of a Vitest JSON report; a file that could not be loaded is one failure.
 * @param {string} path
 * @param {number} code Vitest's exit code
 * @returns {Counts}
 */
export const vitestCounts = (path, code) => {
  const report = read(path)
  if (report === undefined) return honest(nothing, 1)
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return honest(counts, code)
}

const opening = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .slice(0, 400)

/**
 * What failed, a line each, for a log of which only the end is at hand.
 * @param {string} path of a Vitest JSON report
 * @returns {readonly string[]}
 */
export const vitestFailures = (path) =>
  (read(path)?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length > 0)
      return failed.map((test) => `${file.name}: ${test.fullName}: ${opening(test.failureMessages[0])}`)
    return file.status === 'failed' ? [`${file.name}: ${opening(file.message)}`] : []
  })

/**
 * What no test was charged with, a line each.
 * @param {string} path of what unhandled-reporter.mjs wrote
 * @returns {readonly string[]}
 */
export const unhandledErrors = (path) =>
  (read(path) ?? []).map((e) => `${e.file ?? 'outside a test'}: unhandled: ${opening(e.message)}`)

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

/**
 * What failed or was flaky, a line each.
 * @param {string} path of a Playwright JSON report
 * @returns {readonly string[]}
 */
export const playwrightFailures = (path) => {
  const report = read(path)
  if (report === undefined) return []
  const errors = report.errors.map((e) => `outside a test: ${opening(e.message)}`)
  const red = report.suites.flatMap(specsOf).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((test) => {
        const first = test.results.find((r) => r.error)?.error.message
        return `${spec.file}:${spec.line}: ${spec.title}: ${opening(first)}`
      }),
  )
  return [...errors, ...red]
}

/**
 * Counts of a Playwright JSON report; an error outside any test is one failure, and so is a flaky test.
 * @param {string} path
 * @param {number} code Playwright's exit code
 * @returns {Counts}
 */
export const playwrightCounts = (path, code) => {
  const report = read(path)
  if (report === undefined) return honest(nothing, 1)
  const { expected, unexpected, flaky, skipped } = report.stats
  return honest({ passed: expected, failed: unexpected + flaky + report.errors.length, skipped }, code)
}

/**
 * @param {readonly Counts[]} rows
 * @returns {Counts}
 */
export const sum = (rows) =>
  rows.reduce(
    (all, row) => ({
      passed: all.passed + row.passed,
      failed: all.failed + row.failed,
      skipped: all.skipped + row.skipped,
    }),
    nothing,
  )

/**
 * The last line of `npm test`.
 * @param {Counts} counts
 */
export const verdictLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
