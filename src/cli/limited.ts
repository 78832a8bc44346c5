import { spawn } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { printable } from './output.ts'
import { type Exit, exit } from './types.ts'

/** Set in the process that does the work. */
const mark = 'DAMASK_LIMITED'

export const isLimited = (): boolean => process.env[mark] !== undefined && process.send !== undefined

/** The pipe of which the parent holds the other end, and says nothing. */
const pipe = 4

/** Ends the process once the pipe is closed, as it is after an error, too. */
const watch = `new (require('node:net').Socket)({ fd: ${pipe} })
  .on('close', () => process.kill(process.pid, 'SIGKILL'))
  .on('error', () => undefined)
  .resume()`

/**
 * For the process that does the work: it ends with its parent, whatever ended that. A thread of its own watches, because
 * a statement that never ends lets this one hear nothing, and would outlive its own limit.
 */
export const endWithParent = (): void => new Worker(watch, { eval: true }).unref()

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
      stdio: ['inherit', 'inherit', 'inherit', 'ipc', 'pipe'],
      env: { ...process.env, [mark]: '1' },
    })
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, seconds * 1000)
    child.on('message', (message) => listener.hear(message as Message))
    child.on('error', (e) => {
      clearTimeout(timer)
      tell(`this could not be started: ${e.message}`, json)
      resolve(exit.unusable)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code !== null) return resolve(code as Exit)
      listener.late()
      tell(
        late
          ? `ended after ${seconds} s: a statement ran too long. --limit gives it more seconds`
          : `the process that ran it was ended by ${signal}, perhaps for want of memory`,
        json,
      )
      resolve(exit.wrong)
    })
  })
