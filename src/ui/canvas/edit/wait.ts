import type { Scope } from '../scope.ts'

let here = false
let load: () => Promise<void> = () => Promise.resolve()

/** Says how the editors are loaded. Apart from them, since what they use opens them too. */
export const editorsBy = (loader: () => Promise<void>): void => {
  load = loader
}

/**
 * Runs at once where the editors are there, else when they have loaded: an editor must take the focus in the very
 * act that opens it, or what is typed next would go to the canvas.
 */
export const withEditors = (run: () => void): void => {
  if (here) run()
  else
    void load().then(() => {
      here = true
      run()
    })
}

/** Longer than what loads is waited for, in milliseconds: where it cannot be had, keys mean what they mean again. */
const patience = 10_000
/** What was typed since an editor was asked for; undefined where none is on its way. */
let begun: string | undefined
let asked = 0

/** Opens an editor once what it takes has loaded; what is typed until then goes into it. */
export const opening = ({ app, ui }: Scope, open: () => void): void => {
  begun ??= ''
  asked = performance.now()
  app.ready(() =>
    withEditors(() => {
      open()
      const { editing } = ui.getState()
      if (editing && begun) ui.setState({ editing: { ...editing, begun } })
      begun = undefined
    }),
  )
}

/** Keeps a key that is text for the editor that is on its way; false where none is. */
export const kept = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
  if (begun === undefined || key.length > 1 || ctrlKey || metaKey || altKey) return false
  if (performance.now() - asked > patience) return false
  begun += key
  return true
}
