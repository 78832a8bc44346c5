import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { run } from './run.mjs'

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/** Whether node_modules holds what the lockfile names; packages for other platforms may be missing. */
const installed = () => {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const present = packagesOf(record)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, entry]) =>
      path === '' ||
      present[path]?.version === entry.version ||
      (present[path] === undefined && entry.optional === true),
  )
}

/** Installs the dependencies when they are missing or other than the lockfile's; throws when npm fails. */
export const ensureInstalled = async () => {
  if (installed()) return
  console.log('Installing dependencies (npm ci) …')
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'])
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}`)
}
