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
