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
/** The editor that it is for, by its session, once that one is opened. */
let due: number | undefined
let asked = 0

/** What was typed is for no editor. */
export const drop = (): void => {
  begun = undefined
}

/** Hands what was typed on to the editor that this opens; where it opens none, it is for no one. */
export const handOn = ({ ui }: Scope, open: () => void): void => {
  const before = ui.getState().editing
  open()
  due = ui.getState().editing?.session
  if (due === before?.session) drop()
}

/** Opens an editor once what it takes has loaded; what is typed until it has the focus goes into it. */
export const opening = (scope: Scope, open: () => void): void => {
  // What was kept before was meant for another.
  begun = ''
  asked = performance.now()
  scope.app.ready(() => withEditors(() => handOn(scope, open)))
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

/**
 * Hands the first line to the editor of this session, which has the focus; the rest waits for the editor that follows
 * once it is `entered`. What was typed for another editor is dropped.
 */
export const takeLine = (session?: number): { readonly text: string; readonly entered: boolean } => {
  if (session !== due) drop()
  const [text = '', ...rest] = (begun ?? '').split('\n')
  begun = rest.length > 0 ? rest.join('\n') : undefined
  return { text, entered: rest.length > 0 }
}
