import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildNode } from '../../.scripts/build-node.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Inside the project, so that the bundle finds its packages; its own for each test file. */
const folder = join(root, `node_modules/.cache/damask/cli-under-test-${process.pid}`)

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
