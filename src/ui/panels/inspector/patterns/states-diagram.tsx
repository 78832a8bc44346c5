import { useState } from 'react'
import { classes } from '../../../kit/classes.ts'
import { boxHeight, draw, type Machine, type Spot } from './states-layout.ts'

const width = 280

interface DiagramProps {
  readonly machine: Machine
  /** Allows or forbids a transition; absent where nothing may be changed. */
  readonly onToggle?: ((from: string, to: string) => void) | undefined
}

const said = (m: Machine): string => {
  const name = (id: string) => m.states.find((s) => s.id === id)?.name ?? id
  return m.transitions.map((t) => `${name(t.from)} to ${name(t.to)}`).join(', ')
}

const shortened = (name: string): string => (name.length > 15 ? `${name.slice(0, 14)}…` : name)

const Heads = () => (
  <defs>
    <marker
      id="states-head"
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="6"
      markerHeight="6"
      orient="auto-start-reverse"
    >
      <path d="M0 0L8 4L0 8z" fill="var(--text-3)" />
    </marker>
  </defs>
)

interface BoxProps {
  readonly spot: Spot
  readonly height: number
  readonly machine: Machine
  /** The state from which a transition is being drawn. */
  readonly from: string | undefined
  readonly onPress: ((id: string) => void) | undefined
  readonly onDrop: (id: string) => void
}

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`

const Box = ({ spot: s, height, machine, from, onPress, onDrop }: BoxProps) => {
  const { id, name } = s.state
  const source = machine.states.find((x) => x.id === from)
  return (
    <button
      type="button"
      className={classes(
        'states-box',
        id === machine.initial && 'initial',
        !machine.transitions.some((t) => t.from === id) && 'terminal',
        id === from && 'from',
      )}
      style={{
        left: percent(s.x, width),
        top: percent(s.y, height),
        width: percent(s.width, width),
        height: percent(boxHeight, height),
      }}
      disabled={!onPress}
      aria-pressed={id === from}
      aria-label={
        source && source.id !== id
          ? `Allow or forbid ${source.name} to ${name}`
          : `${name}: choose it to draw a transition from it`
      }
      onPointerDown={() => from === undefined && onPress?.(id)}
      onPointerUp={() => onDrop(id)}
      // Keys and assistive technology click without a pointer.
      onClick={(e) => e.detail === 0 && onPress?.(id)}
    >
      {shortened(name)}
    </button>
  )
}

/**
 * The machine as a picture that can be edited: press a state, then the one it may become, or drag from one to the
 * other. Where the transition is there, that takes it away.
 */
export const StatesDiagram = ({ machine, onToggle }: DiagramProps) => {
  const picture = draw(machine, width)
  const [from, setFrom] = useState<string>()
  const [armed, setArmed] = useState(false)
  const press = (id: string) => {
    if (from === undefined || from === id) {
      setFrom(from === id ? undefined : id)
      setArmed(false)
      return
    }
    onToggle?.(from, id)
    setFrom(undefined)
  }
  const drop = (id: string) => {
    // Letting go where the press began arms the state; anywhere else ends the drag.
    if (id === from && !armed) setArmed(true)
    else if (from !== undefined) press(id)
  }
  const chosen = machine.states.find((s) => s.id === from)
  return (
    <div className="stack">
      <fieldset
        className="states"
        aria-label={`Transitions: ${said(machine)}`}
        onKeyDown={(e) => {
          if (e.key !== 'Escape' || from === undefined) return
          e.stopPropagation()
          setFrom(undefined)
        }}
      >
        <svg viewBox={`0 0 ${width} ${picture.height}`} aria-hidden="true">
          <Heads />
          {picture.arrows.map((a) => (
            <path key={a.key} d={a.path} className="states-arrow" markerEnd="url(#states-head)" />
          ))}
        </svg>
        {picture.spots.map((s) => (
          <Box
            key={s.state.id}
            spot={s}
            height={picture.height}
            machine={machine}
            from={from}
            onPress={onToggle ? press : undefined}
            onDrop={drop}
          />
        ))}
      </fieldset>
      {onToggle && (
        <p className="field-note" role="status">
          {chosen
            ? `Press the state that “${chosen.name}” may become, or may no longer.`
            : 'Press a state, then another, to allow or forbid a transition.'}
        </p>
      )}
    </div>
  )
}
