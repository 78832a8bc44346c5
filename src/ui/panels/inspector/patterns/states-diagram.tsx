import { classes } from '../../../kit/classes.ts'
import { draw, type Machine } from './states-layout.ts'

const width = 280

const said = (m: Machine): string => {
  const name = (id: string) => m.states.find((s) => s.id === id)?.name ?? id
  return m.transitions.map((t) => `${name(t.from)} to ${name(t.to)}`).join(', ')
}

export const StatesDiagram = ({ machine }: { readonly machine: Machine }) => {
  const picture = draw(machine, width)
  return (
    <svg
      viewBox={`0 0 ${width} ${picture.height}`}
      className="states"
      role="img"
      aria-label={`Transitions: ${said(machine)}`}
    >
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
      {picture.arrows.map((a) => (
        <path key={a.key} d={a.path} className="states-arrow" markerEnd="url(#states-head)" />
      ))}
      {picture.spots.map((s) => (
        <g
          key={s.state.id}
          className={classes(
            'states-box',
            s.state.id === machine.initial && 'initial',
            machine.terminal.includes(s.state.id) && 'terminal',
          )}
        >
          <rect x={s.x} y={s.y} width={s.width} height={24} rx={6} />
          <text x={s.x + s.width / 2} y={s.y + 16} textAnchor="middle">
            {s.state.name.length > 15 ? `${s.state.name.slice(0, 14)}…` : s.state.name}
          </text>
        </g>
      ))}
    </svg>
  )
}
