import { err, type Result } from '../base/index.ts'
import type { Change } from '../design/index.ts'
import type { Context } from './commands/context.ts'
import type { Editing } from './editing.ts'
import type { Attempt, Commands, Foreseen, OpenDesign, Preview, Refusal } from './types.ts'

interface Tools {
  readonly context: () => Context | undefined
  /** The editing code where it is there from the start. */
  readonly editing: Editing | undefined
  /** It has come: told once, before anything that waited for it. */
  readonly came: (editing: Editing) => void
  readonly failed: () => void
}

const wait = 'Editing is still loading. Try again in a moment.'

/**
 * Commands and the DDL's text, which nobody needs before the design is drawn: a chunk of its own, loaded when first
 * asked for. Until it is here an attempt is refused for now, and `ready` holds what must not be lost, in order.
 */
export const createWriting = ({ context, editing, came, failed }: Tools) => {
  let here = editing
  let commands = here?.createCommands(context)
  let loading = false
  let waiting: (() => void)[] = []

  const load = async (): Promise<void> => {
    if (loading) return
    loading = true
    try {
      here = (await import('./editing.ts')).editing
    } catch {
      waiting = []
      failed()
      return
    } finally {
      loading = false
    }
    commands = here.createCommands(context)
    came(here)
    const held = waiting
    waiting = []
    for (const run of held) run()
  }
  const ready = (run: () => void): void => {
    if (here) {
      run()
      return
    }
    waiting.push(run)
    void load()
  }
  const later = (name: string | symbol, args: readonly unknown[]): Attempt | string => {
    if (name === 'copy') return ''
    // Asked again it is the same call of the same name, on what is here by then.
    const again = (): Attempt => Reflect.apply(Reflect.get(commands ?? late, name), undefined, args)
    return err({ message: wait, objects: [], again })
  }
  const late: Commands = new Proxy({} as Commands, {
    get:
      (_, name) =>
      (...args: readonly unknown[]) =>
        later(name, args),
  })
  const preview = (
    open: OpenDesign | undefined,
    attempt: Attempt,
    foresee: (changes: readonly Change[]) => Foreseen | undefined,
  ): Result<Preview, Refusal> =>
    here ? here.previewOf(open, attempt, foresee) : err({ message: wait, objects: [] })
  return { commands: (): Commands => commands ?? late, ready, preview }
}
