import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  playwrightCounts,
  playwrightFailures,
  sum,
  unhandledErrors,
  verdictLine,
  vitestCounts,
  vitestFailures,
} from '../../.scripts/counts.mjs'
import { tool } from '../../.scripts/run.mjs'

const folder = mkdtempSync(join(tmpdir(), 'damask-counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const report = (value: unknown): string => {
  const path = join(folder, `${Math.random()}.json`)
  writeFileSync(path, JSON.stringify(value))
  return path
}

const vitest = (passed: number, failed: number, pending: number, testResults: readonly unknown[] = []) =>
  report({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: 0,
    testResults,
  })

const playwright = (expected: number, unexpected: number, flaky: number, errors: readonly unknown[] = []) =>
  report({ stats: { expected, unexpected, flaky, skipped: 1 }, errors })

const unloaded = { status: 'failed', assertionResults: [] }

test.each([
  ['counts tests', vitest(3, 0, 1), 0, { passed: 3, failed: 0, skipped: 1 }],
  [
    'a file that could not load is a failure',
    vitest(3, 0, 0, [unloaded]),
    1,
    { passed: 3, failed: 1, skipped: 0 },
  ],
  [
    'a runner that failed with no failed test is a failure',
    vitest(3, 0, 0),
    1,
    { passed: 3, failed: 1, skipped: 0 },
  ],
  ['no tests at all is a failure', vitest(0, 0, 0), 0, { passed: 0, failed: 1, skipped: 0 }],
] as const)('vitest: %s', (_name, path, code, counts) => {
  expect(vitestCounts(path, code)).toEqual(counts)
})

test('a missing report is a failure', () => {
  expect(vitestCounts('/nowhere.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(playwrightCounts('/nowhere.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('playwright: flaky tests and errors outside tests are failures', () => {
  expect(playwrightCounts(playwright(5, 1, 1, ['x']), 1)).toEqual({ passed: 5, failed: 3, skipped: 1 })
})

test('what failed is named, with the opening of what it said', () => {
  const unit = report({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'holds', status: 'passed', failureMessages: [] },
          { fullName: 'breaks', status: 'failed', failureMessages: ['expected 1\nto be 2\n at x\n at y'] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: 'c.test.ts', status: 'passed', assertionResults: [] },
    ],
  })
  expect(vitestFailures(unit)).toEqual([
    'a.test.ts: breaks: expected 1 to be 2  at x',
    'b.test.ts: no such module',
  ])
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'x.spec.ts',
    line: 7,
    tests: [{ status, results: [message === undefined ? {} : { error: { message } }] }],
  })
  const page = report({
    errors: [{ message: 'no browser' }],
    suites: [
      { specs: [spec('fine', 'expected')], suites: [{ specs: [spec('late', 'unexpected', 'timed out')] }] },
      { specs: [spec('now and then', 'flaky', 'was hidden')] },
    ],
  })
  expect(playwrightFailures(page)).toEqual([
    'outside a test: no browser',
    'x.spec.ts:7: late: timed out',
    'x.spec.ts:7: now and then: was hidden',
  ])
  expect([vitestFailures('/nowhere.json'), playwrightFailures('/nowhere.json')]).toEqual([[], []])
})

test('an error of no test fails the run, and is named', async () => {
  const path = (name: string): string => join(folder, name)
  const loose = "test('holds', () => void Promise.reject(new Error('nobody waits')))"
  writeFileSync(path('loose.test.js'), loose)
  const reporters = ['json', resolve('.scripts/unhandled-reporter.mjs')].map((r) => `--reporter=${r}`)
  const where = ['--root', folder, '--globals', ...reporters]
  const code = await tool('vitest', ['run', ...where, `--outputFile.json=${path('loose.json')}`], {
    DAMASK_UNHANDLED: path('unhandled.json'),
  })
  expect(vitestCounts(path('loose.json'), code)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(unhandledErrors(path('unhandled.json')).join()).toMatch(/loose\.test\.js: unhandled: .*nobody waits/)
})

test('the last line names skipped tests only when there are any', () => {
  const total = sum([
    { passed: 10, failed: 0, skipped: 1 },
    { passed: 2, failed: 0, skipped: 0 },
  ])
  expect(verdictLine(total)).toBe('12 passed, 0 failed, 1 skipped')
  expect(verdictLine({ passed: 1, failed: 2, skipped: 0 })).toBe('1 passed, 2 failed')
})
