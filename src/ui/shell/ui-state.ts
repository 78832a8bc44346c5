import { createStore, useStore } from 'zustand'

export type Open = 'palette' | 'commands' | 'keys' | 'share' | 'export' | 'library' | 'reference'
export type Sheet = 'side' | 'inspector' | 'dock'

/** What only the page's frame knows: which dialog is open, and which sheet on a narrow screen. */
interface FrameState {
  readonly open: Open | undefined
  /** What had the focus when the dialog was asked for. */
  readonly from: Element | null
  /** What the palette starts with. */
  readonly typed: string
  /** Enter was pressed before the palette had arrived. */
  readonly entered: boolean
  readonly sheet: Sheet | undefined
  /** Someone asked for the Find input, which has not taken the focus yet. */
  readonly findAsked: boolean
}

export const frame = createStore<FrameState>(() => ({
  open: undefined,
  from: null,
  typed: '',
  entered: false,
  sheet: undefined,
  findAsked: false,
}))
export const useFrame = <T>(select: (s: FrameState) => T): T => useStore(frame, select)

export const openDialog = (open: Open): void =>
  frame.setState({
    open,
    from: document.activeElement,
    typed: open === 'commands' ? '>' : '',
    entered: false,
  })
export const closeDialog = (): void => frame.setState({ open: undefined })
export const showSheet = (sheet: Sheet | undefined): void => frame.setState({ sheet })
export const askFind = (findAsked = true): void => frame.setState({ findAsked })
