import { frame, useFrame } from '../ui-state.ts'

const focus = (e: HTMLInputElement | null): void => e?.focus()

/** Takes the letters that are typed before the palette has arrived, so that none of them reaches the canvas. */
export const PaletteWait = () => {
  const typed = useFrame((s) => s.typed)
  return (
    <div className="dialog palette">
      <input
        ref={focus}
        className="palette-input"
        aria-label="Find anything or run a command"
        value={typed}
        onChange={(e) => frame.setState({ typed: e.target.value })}
        onKeyDown={(e) => {
          if (e.key === 'Escape') frame.setState({ open: undefined })
          if (e.key === 'Enter') frame.setState({ entered: true })
        }}
      />
    </div>
  )
}
