// Finds a Chromium for the browser tests, or installs one. One finder, for `npm test` and for Playwright alone.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, tool } from './run.mjs'

const variables = ['DAMASK_CHROMIUM', 'PLAYWRIGHT_CHROMIUM', 'CHROMIUM']
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // absent or not ours to run: the next place is asked
  }
}

const onPath = (command) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(executable)

const playwrightsOwn = async () => {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/**
 * The path of a Chromium on this machine: named by the environment, on PATH, or Playwright's own download.
 * A variable that names nothing runnable is an error, not a reason to look elsewhere.
 * @returns {Promise<string | undefined>}
 */
export const findChromium = async () => {
  for (const variable of variables) {
    const named = process.env[variable]
    if (named === undefined || named === '') continue
    if (!executable(named)) throw new Error(`${variable} names ${named}, which cannot be run`)
    return named
  }
  return commands.map(onPath).find((path) => path !== undefined) ?? (await playwrightsOwn())
}

const succeeds = (command, args) => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false // the question was whether it succeeds
  }
}

const aptInstall = async () => {
  if (onPath('apt-get') === undefined) return
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (asRoot.length > 0 && !succeeds('sudo', ['-n', 'true'])) return
  const [first, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  await run(first, [...rest, 'update', '-q'])
  await run(first, [...rest, 'install', '-y', '-q', 'chromium'])
}

/**
 * As findChromium, but installs one when there is none: by apt where that is allowed, else Playwright's.
 * @returns {Promise<string>} throws, saying what to do, when nothing helped
 */
export const ensureChromium = async () => {
  const present = await findChromium()
  if (present !== undefined) return present
  console.log('No Chromium found; installing one …')
  await aptInstall()
  const packaged = await findChromium()
  if (packaged !== undefined) return packaged
  await tool('playwright', ['install', 'chromium'])
  const downloaded = await findChromium()
  if (downloaded !== undefined) return downloaded
  throw new Error('no Chromium: install one (apt-get install chromium) or set CHROMIUM to its path')
}
