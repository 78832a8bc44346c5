/** What is asked of the row that is being typed in: its id, and the id of no other. */
interface Pressed {
  readonly at: number
  value: string | undefined
}
interface TextModel {
  getLanguageId(): string
  getLineCount(): number
  getLineContent(line: number): string
}
interface Typing {
  readonly latencies: number[]
  readonly pending: Pressed[]
}
type Global = {
  benchTyping?: Typing
  readonly monaco?: { readonly editor: { getModels(): readonly TextModel[] } }
}

/** Runs in the page before its own scripts: asks Monaco to name itself in the global scope. */
export const exposeMonaco = (): void => {
  Object.assign(globalThis, { MonacoEnvironment: { globalAPI: true } })
}

/** Runs in the page: true once Monaco shows the DDL. */
export const monacoShown = (): boolean =>
  (globalThis as Global).monaco?.editor.getModels().some((m) => m.getLanguageId() === 'pgsql') === true &&
  document.querySelector('.dock .monaco-editor .view-line') !== null

/**
 * Runs in the page while a column's name is being typed. Each press is timed from its keydown event until the
 * frame is painted in which both the column's row and its line of the DDL hold what the input held after it.
 */
export const watchTyping = (row: string): boolean => {
  const page = globalThis as Global
  const shown = document.querySelector(`[data-row="${CSS.escape(row)}"] [data-part="name"]`)
  const model = page.monaco?.editor.getModels().find((m) => m.getLanguageId() === 'pgsql')
  if (!shown || !model) return false
  const startsWith = (line: number, name: string | null) =>
    model.getLineContent(line).trimStart().startsWith(`${name} `)
  let line = 1
  while (line < model.getLineCount() && !startsWith(line, shown.textContent)) line++
  if (!startsWith(line, shown.textContent)) return false
  const typing: Typing = { latencies: [], pending: [] }
  page.benchTyping = typing
  const look = () => {
    const name = shown.textContent
    const done = startsWith(line, name) ? typing.pending.findLastIndex((p) => p.value === name) : -1
    if (done >= 0) {
      const shownNow = typing.pending.splice(0, done + 1)
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        const now = performance.now()
        typing.latencies.push(...shownNow.map((p) => now - p.at))
        channel.port1.close()
      }
      channel.port2.postMessage(0)
    }
    if (typing.pending.length > 0) requestAnimationFrame(look)
  }
  const onKey = (e: KeyboardEvent) => {
    typing.pending.push({ at: e.timeStamp, value: undefined })
    if (typing.pending.length === 1) requestAnimationFrame(look)
  }
  const onInput = (e: Event) => {
    const last = typing.pending.at(-1)
    if (last && e.target instanceof HTMLInputElement) last.value = e.target.value
  }
  window.addEventListener('keydown', onKey, { capture: true })
  window.addEventListener('input', onInput, { capture: true })
  return true
}

/** Runs in the page: the times so far, in milliseconds, and how many presses wait for theirs. */
export const typingSeen = (): { readonly latencies: readonly number[]; readonly waiting: number } => {
  const typing = (globalThis as Global).benchTyping
  return { latencies: [...(typing?.latencies ?? [])], waiting: typing?.pending.length ?? 0 }
}
