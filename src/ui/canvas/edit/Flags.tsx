import type { Attempt } from '../../../store/index.ts'
import type { RowView } from '../model/views.ts'
import { useScope } from '../scope.ts'

interface FlagsProps {
  readonly row: RowView
  readonly step: (attempt: Attempt) => Attempt
  readonly onEscape: () => void
}

/** Primary key, NOT NULL and unique as three small switches after the type. */
export const Flags = ({ row, step, onEscape }: FlagsProps) => {
  const { app } = useScope()
  const { commands } = app
  const flags = [
    { sign: 'PK', label: 'Primary key', on: row.primary, turn: () => commands.togglePrimaryKey(row.id) },
    {
      sign: 'NN',
      label: 'Not null',
      on: row.notNull,
      turn: () => commands.setColumn(row.id, { notNull: !row.notNull }),
    },
    { sign: 'U', label: 'Unique', on: row.unique !== undefined, turn: () => commands.toggleUnique(row.id) },
  ]
  return flags.map((f) => (
    <button
      key={f.sign}
      type="button"
      className="cv-flag"
      aria-pressed={f.on}
      aria-label={f.label}
      data-tip={f.label}
      onClick={() => app.run(step(f.turn()))}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.preventDefault()
        e.stopPropagation()
        onEscape()
      }}
    >
      {f.sign}
    </button>
  ))
}
