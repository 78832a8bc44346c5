// A Vitest reporter: errors that belong to no test go to the JSON file in DAMASK_UNHANDLED. Vitest fails a run for
// them, and its JSON report says nothing of them.
import { writeFileSync } from 'node:fs'

export default class UnhandledReporter {
  /**
   * @param {unknown} _files
   * @param {ReadonlyArray<{ name?: string, message?: string, stack?: string, VITEST_TEST_PATH?: string }>} errors
   */
  onTestRunEnd(_files, errors) {
    const path = process.env.DAMASK_UNHANDLED
    if (path === undefined) throw new Error('DAMASK_UNHANDLED names no file to write to')
    const told = errors.map((e) => ({ file: e.VITEST_TEST_PATH, message: e.stack ?? e.message ?? String(e) }))
    writeFileSync(path, JSON.stringify(told))
  }
}
