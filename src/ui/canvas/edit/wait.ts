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
/** What was typed since an editor was asked for, line by line; undefined where none is on its way. */
let begun: string | undefined
let asked = 0

/** What was typed is for no editor. */
export const drop = (): void => {
  begun = undefined
}

/** Opens an editor once what it takes has loaded; what is typed until it has the focus goes into it. */
export const opening = ({ app, ui }: Scope, open: () => void): void => {
  begun ??= ''
  asked = performance.now()
  app.ready(() =>
    withEditors(() => {
      const before = ui.getState().editing
      open()
      const { editing } = ui.getState()
      if (!editing || editing === before) drop()
    }),
  )
}

/** Keeps a key that is text, or ends a line of it, for the editor that is on its way; false where none is. */
export const kept = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
  if (begun === undefined || ctrlKey || metaKey || altKey || performance.now() - asked > patience)
    return false
  if (key === 'Enter') begun += '\n'
  else if (key.length === 1) begun += key
  else return false
  return true
}

/** Hands the first line to the editor that has the focus; the rest waits for the editor that follows once it is `entered`. */
export const takeLine = (): { readonly text: string; readonly entered: boolean } => {
  const [text = '', ...rest] = (begun ?? '').split('\n')
  begun = rest.length > 0 ? rest.join('\n') : undefined
  return { text, entered: rest.length > 0 }
}
