import { err } from '../base/index.ts'
import type { Context } from './commands/context.ts'
import type { Attempt, Commands } from './types.ts'

export type CreateCommands = (context: () => Context | undefined) => Commands

interface Tools {
  readonly context: () => Context | undefined
  /** The commands where they are there from the start. */
  readonly create: CreateCommands | undefined
  /** Editing could not be loaded. */
  readonly failed: () => void
}

const wait = 'Editing is still loading. Try again in a moment.'

/**
 * The commands, which nobody needs before the design is drawn: a chunk of its own, loaded when first asked for.
 * Until it is here an attempt is refused for now, and `ready` holds what must not be lost, in order.
 */
export const createWriting = ({ context, create, failed }: Tools) => {
  let here = create?.(context)
  let loading = false
  let waiting: (() => void)[] = []

  const load = async (): Promise<void> => {
    if (loading) return
    loading = true
    try {
      const { createCommands } = await import('./commands/index.ts')
      here = createCommands(context)
    } catch {
      waiting = []
      failed()
      return
    } finally {
      loading = false
    }
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
    const again = (): Attempt => Reflect.apply(Reflect.get(here ?? late, name), undefined, args)
    return err({ message: wait, objects: [], again })
  }
  const late: Commands = new Proxy({} as Commands, {
    get:
      (_, name) =>
      (...args: readonly unknown[]) =>
        later(name, args),
  })
  return { commands: (): Commands => here ?? late, ready }
}
