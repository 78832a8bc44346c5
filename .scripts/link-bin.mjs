import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/**
 * Makes `npx damask` find this package's own command. A `bin` in package.json would not do: npm links the
 * commands of dependencies only, and npx installs the package that it stands in into its cache before running it.
 */
export const linkBin = () => {
  const folder = join(root, 'node_modules/.bin')
  mkdirSync(folder, { recursive: true })
  if (process.platform === 'win32') {
    writeFileSync(join(folder, 'damask.cmd'), '@node "%~dp0\\..\\..\\.scripts\\damask.mjs" %*\r\n')
    return
  }
  const link = join(folder, 'damask')
  rmSync(link, { force: true })
  symlinkSync('../../.scripts/damask.mjs', link)
}
