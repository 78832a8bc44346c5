import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
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
  const key = (e: KeyboardEvent<HTMLDivElement>) => {
    const forward = edge === 'top' ? 'ArrowDown' : 'ArrowRight'
    const back = edge === 'top' ? 'ArrowUp' : 'ArrowLeft'
    if (e.key !== forward && e.key !== back) return
    e.preventDefault()
    onSize(clamp(size + sign * (e.key === forward ? 16 : -16)))
  }
  return (
    <div
      role="separator"
      aria-label={label}
      aria-orientation={edge === 'top' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={classes('splitter', edge)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={stop}
      onPointerCancel={stop}
      onKeyDown={key}
    />
  )
}
