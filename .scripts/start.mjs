// `npm start`: installs what is missing, builds what is older than its sources, serves the page on loopback.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { tool } from './run.mjs'
import { serve } from './serve.mjs'

const sources = [
  'src',
  'public',
  '.scripts',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
]

/** The newest change within a path, in milliseconds; a folder's own time tells of files that went. */
const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

const stale = () => {
  const page = join(root, 'dist/index.html')
  return !existsSync(page) || sources.some((name) => newest(join(root, name)) > statSync(page).mtimeMs)
}

const portOf = (text) => {
  const port = Number(text ?? 4173)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT is not a port number: ${text}`)
  return port
}

try {
  const port = portOf(process.env.PORT)
  await ensureInstalled()
  if (stale()) {
    console.log('Building the page …')
    if ((await tool('vite', ['build'])) !== 0) throw new Error('the build failed')
  }
  const { url, close } = await serve(join(root, 'dist'), port)
  console.log(`Damask is at ${url} (Ctrl+C ends it)`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().then(() => process.exit(0)))
} catch (error) {
  console.error(`Damask could not start: ${error.message}`)
  process.exitCode = 1
}
