import { spawn } from 'node:child_process'
import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'
import { buildNode } from '../../.scripts/build-node.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Inside the project, so that the bundle finds its packages; its own for each test file. */
const folder = join(root, `node_modules/.cache/damask/cli-under-test-${process.pid}-${threadId}`)

/** Bundles the command line as it is now. */
export const build = (): Promise<void> => buildNode(join(root, 'src/cli/main.ts'), folder)

export interface Done {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Removes the bundle. */
export const clear = (): void => rmSync(folder, { recursive: true, force: true })

/** Runs the command line to its end. `stop` closes its stdout after the first bytes. */
export const damask = (
  args: readonly string[],
  input: string | Uint8Array = '',
  stop = false,
): Promise<Done> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'main.js'), ...args])
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (s: string) => {
      out += s
      if (stop) child.stdout.destroy()
    })
    child.stderr.setEncoding('utf8').on('data', (s: string) => {
      err += s
    })
    // A command that has seen enough stops reading.
    child.stdin.on('error', (e: NodeJS.ErrnoException) => (e.code === 'EPIPE' ? undefined : reject(e)))
    child.on('error', reject).on('close', (status) => resolve({ status, out, err }))
    child.stdin.end(input)
  })

/** Runs the command line with its stdout into a file. */
export const into = (path: string, args: readonly string[]): Promise<Done> =>
  new Promise((resolve, reject) => {
    const stdout = openSync(path, 'w')
    const child = spawn(process.execPath, [join(folder, 'main.js'), ...args], {
      stdio: ['ignore', stdout, 'pipe'],
    })
    let err = ''
    child.stderr?.setEncoding('utf8').on('data', (s: string) => {
      err += s
    })
    child.on('error', reject).on('close', (status) => {
      closeSync(stdout)
      resolve({ status, out: '', err })
    })
  })

/** Runs the command line where no file may be larger than 8 KB, as on a disk that is full by then. */
export const cramped = (args: readonly string[]): Promise<Done> =>
  new Promise((resolve, reject) => {
    const script = ['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath]
    const child = spawn('bash', [...script, join(folder, 'main.js'), ...args])
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (s: string) => {
      err += s
    })
    child.on('error', reject).on('close', (status) => resolve({ status, out: '', err }))
  })

/** More than pipes hold: all of it is written only once somebody reads. */
const padding = '\n'.repeat(4 * 1024 * 1024)

/** Runs the command line on `text` and kills what does its work once that has read it. */
export const bereft = (args: readonly string[], text: string): Promise<Done> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'main.js'), ...args])
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (s: string) => {
      err += s
    })
    child.stdout.resume()
    child.on('error', reject).on('close', (status) => resolve({ status, out: '', err }))
    child.stdin.end(text + padding, () => spawn('pkill', ['-KILL', '-P', String(child.pid)]))
  })

/**
 * Sends a signal to the command line alone, once whoever does its work has read `text` from stdin. What it started
 * shares its stderr: that is closed soon after only where nothing is left running.
 */
export const endedBy = (
  signal: NodeJS.Signals,
  args: readonly string[],
  text: string,
): Promise<{ readonly signal: NodeJS.Signals | null; readonly quietAfter: boolean }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'main.js'), ...args])
    let by: NodeJS.Signals | null = null
    let late: NodeJS.Timeout | undefined
    child.on('exit', (_, s) => {
      by = s
      late = setTimeout(() => resolve({ signal: by, quietAfter: false }), 10_000)
    })
    child.on('error', reject).on('close', () => {
      clearTimeout(late)
      resolve({ signal: by, quietAfter: true })
    })
    child.stdout.resume()
    child.stderr.resume()
    child.stdin.end(text + padding, () => child.kill(signal))
  })
