interface TextModel {
  getLanguageId(): string
  getVersionId(): number
}
interface Watch {
  pressed: number
  updated: number
}
type Global = {
  benchDdl?: Watch
  readonly scheduler: { postTask(run: () => void, how: { priority: 'user-blocking' }): Promise<void> }
  readonly monaco?: { readonly editor: { getModels(): readonly TextModel[] } }
}

/** Runs in the page: from the next Enter on, waits for the DDL's text to change. */
export const watchDdl = (): void => {
  const model = (globalThis as Global).monaco?.editor.getModels().find((m) => m.getLanguageId() === 'pgsql')
  if (!model) throw new Error('there is no DDL')
  const watch: Watch = { pressed: 0, updated: 0 }
  ;(globalThis as Global).benchDdl = watch
  const before = model.getVersionId()
  const look = () => {
    if (model.getVersionId() === before) {
      requestAnimationFrame(look)
      return
    }
    // The first task after this frame: what was put off until then is none of it.
    void (globalThis as Global).scheduler.postTask(
      () => {
        watch.updated = performance.now()
      },
      { priority: 'user-blocking' },
    )
  }
  const press = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || watch.pressed > 0) return
    watch.pressed = e.timeStamp
    requestAnimationFrame(look)
  }
  window.addEventListener('keydown', press, { capture: true })
}

/** Runs in the page: milliseconds from Enter to the frame with the new text; undefined until it is there. */
export const ddlAfterEnter = (): number | undefined => {
  const watch = (globalThis as Global).benchDdl
  return watch && watch.updated > 0 ? watch.updated - watch.pressed : undefined
}
