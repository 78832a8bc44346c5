import { type ChildProcess, spawn } from 'node:child_process'
import { printable } from './output.ts'
import { type Exit, exit } from './types.ts'

/** Set in the process that does the work. */
const mark = 'DAMASK_LIMITED'

export const isLimited = (): boolean => process.env[mark] !== undefined

const tell = (message: string, json: boolean): void => {
  const text = json
    ? JSON.stringify({ severity: 'error', code: 'cli/too-long', message })
    : printable(`damask: ${message}`)
  process.stderr.write(`${text}\n`)
}

/** What the process hands on with `process.send`, and what to do with it when its time is over. */
interface Listener<Message> {
  hear(message: Message): void
  late(): void
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Takes the child along when this process is told to end: what never ends would otherwise outlive its own limit. The
 * answer stops that.
 */
const guard = (child: ChildProcess): (() => void) => {
  const stop = (): void => {
    for (const s of endings) process.off(s, end)
  }
  const end = (signal: NodeJS.Signals): void => {
    child.kill('SIGKILL')
    stop()
    process.kill(process.pid, signal)
  }
  for (const s of endings) process.on(s, end)
  return stop
}

/**
 * Runs this same command in a process of its own, which is ended when its time is over: a statement of a design that
 * someone else wrote may never end, and inside a process nothing can stop it.
 */
export const inLimitedProcess = <Message>(
  seconds: number,
  json: boolean,
  listener: Listener<Message>,
): Promise<Exit> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, process.argv.slice(1), {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [mark]: '1' },
    })
    const abandon = guard(child)
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, seconds * 1000)
    child.on('message', (message) => listener.hear(message as Message))
    child.on('error', (e) => {
      clearTimeout(timer)
      abandon()
      tell(`this could not be started: ${e.message}`, json)
      resolve(exit.unusable)
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      abandon()
      if (late) {
        listener.late()
        tell(`ended after ${seconds} s: a statement ran too long. --limit gives it more seconds`, json)
      }
      resolve(late || code === null ? exit.wrong : (code as Exit))
    })
  })
