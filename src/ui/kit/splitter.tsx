import { type PointerEvent, useRef } from 'react'
import { classes } from './classes.ts'

interface SplitterProps {
  readonly label: string
  /** Which edge of the sized panel the handle is on. */
  readonly edge: 'left' | 'right' | 'top'
  readonly size: number
  readonly least: number
  readonly most: number
  readonly onSize: (size: number) => void
}

/** A handle that sizes a panel by pointer and by arrow keys. */
export const Splitter = ({ label, edge, size, least, most, onSize }: SplitterProps) => {
  const drag = useRef<{ readonly at: number; readonly size: number } | undefined>(undefined)
  const clamp = (n: number) => Math.round(Math.min(most, Math.max(least, n)))
  const at = (e: PointerEvent) => (edge === 'top' ? e.clientY : e.clientX)
  const sign = edge === 'right' ? 1 : -1
  const down = (e: PointerEvent<HTMLDivElement>) => {
    e.currentTarget.setPointerCapture(e.pointerId)
    drag.current = { at: at(e), size }
  }
  const move = (e: PointerEvent<HTMLDivElement>) => {
    if (drag.current) onSize(clamp(drag.current.size + sign * (at(e) - drag.current.at)))
  }
  const stop = () => {
    drag.current = undefined
  }
  return (
    <div
      className={classes('splitter', edge)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={stop}
      onPointerCancel={stop}
    >
      {/* The pointer drags the strip itself; the slider is for the keyboard and for screen readers. */}
      <input
        type="range"
        className="unseen"
        aria-label={label}
        aria-orientation={edge === 'top' ? 'vertical' : 'horizontal'}
        min={least}
        max={most}
        step={16}
        value={size}
        onChange={(e) => onSize(clamp(Number(e.target.value)))}
      />
    </div>
  )
}
