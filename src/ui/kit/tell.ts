import { createStore } from 'zustand'

export interface Told {
  readonly key: number
  readonly text: string
  readonly tone: 'plain' | 'error'
}

/** What the page itself has to say, beside the app's notices. */
export const told = createStore<{ readonly told: Told | undefined }>(() => ({ told: undefined }))

export const tell = (text: string, tone: Told['tone'] = 'plain'): void =>
  told.setState((s) => ({ told: { key: (s.told?.key ?? 0) + 1, text, tone } }))

/** Tells what is wrong, where a control has no place of its own for it. */
export const tellWrong = (wrong: string | undefined): void => {
  if (wrong !== undefined) tell(wrong, 'error')
}

export const untell = (): void => told.setState({ told: undefined })

/** Takes back what was told to be wrong, unless something else was told since. */
export const untellWrong = (wrong: string | undefined): void => {
  if (wrong !== undefined && told.getState().told?.text === wrong) untell()
}

/** Copies and says so; a refused clipboard is said too. */
export const copyText = async (text: string, what: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text)
    tell(`${what} copied`)
  } catch {
    tell('The browser refused the clipboard. Select the text and copy it by hand.', 'error')
  }
}
