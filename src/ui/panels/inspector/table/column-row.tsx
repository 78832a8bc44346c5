import { type FocusEvent, type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { Catalog, Id, Obj } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { IconButton } from '../../../kit/button.tsx'
import { classes } from '../../../kit/classes.ts'
import { DownIcon, KeyIcon, UpIcon } from '../../../kit/icons.ts'
import { TextInput } from '../../../kit/inputs.tsx'
import { runAside, TypeInput, tryRun, useMayEdit } from '../edit.tsx'
import { useAsked } from '../use-asked.ts'
import { ColumnDetails } from './column-details.tsx'

type Column = Extract<Obj, { readonly kind: 'column' }>

interface RowProps {
  readonly column: Column
  readonly open: boolean
  /** Just made: its name takes the keys. */
  readonly fresh: boolean
  /** Behind it Enter goes on with another one. */
  readonly last: boolean
  readonly onEnter: (column: Id) => void
  /** The focus has left the row. */
  readonly onLeave: (column: Id) => void
  readonly onGiveUp: (column: Id) => void
  readonly onMove: (column: Id, by: -1 | 1) => void
}

const keyColumns = new WeakMap<Catalog, ReadonlySet<Id>>()
/** The columns of all primary keys, found once a catalog. */
const inPrimaryKeys = (catalog: Catalog): ReadonlySet<Id> => {
  const known = keyColumns.get(catalog)
  if (known) return known
  const found = new Set<Id>()
  for (const o of catalog.values()) if (o.kind === 'key' && o.primary) for (const c of o.columns) found.add(c)
  keyColumns.set(catalog, found)
  return found
}

export const ColumnRow = memo(({ column, open: asked, fresh, last, ...on }: RowProps) => {
  const app = useApp()
  const mayEdit = useMayEdit(column)
  const inKey = useOpen((o) => inPrimaryKeys(o.compiled.catalog).has(column.id)) ?? false
  const row = useRef<HTMLLIElement>(null)
  const [open, setOpen] = useAsked(asked, row)
  useEffect(() => {
    if (!fresh) return
    const input = row.current?.querySelector('input')
    input?.focus()
    input?.select()
  }, [fresh])
  const onKey = (e: KeyboardEvent<HTMLElement>) => {
    if (e.key === 'Escape' && e.target instanceof HTMLInputElement && e.target.value === column.name)
      on.onGiveUp(column.id)
    if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return
    e.preventDefault()
    on.onMove(column.id, e.key === 'ArrowUp' ? -1 : 1)
  }
  // The window that is left for another one keeps where the focus was.
  const onBlur = (e: FocusEvent) => {
    const within = [e.relatedTarget, document.activeElement].some((el) => row.current?.contains(el))
    if (!within) on.onLeave(column.id)
  }
  return (
    <li
      ref={row}
      data-column={column.id}
      className={classes('column', column.why && 'made', open && 'open')}
      onBlur={onBlur}
    >
      <div className="column-line">
        <IconButton
          small
          icon={KeyIcon}
          className={classes('key-mark', inKey && 'on')}
          label={`${column.name} in the primary key`}
          aria-pressed={inKey}
          disabled={!mayEdit}
          onClick={() => runAside(app, app.commands.togglePrimaryKey(column.id))}
        />
        <TextInput
          unseen
          quiet
          label={`Name of the column ${column.name}`}
          value={column.name}
          disabled={!mayEdit}
          onText={(text) => tryRun(app, app.commands.rename(column.id, text))}
          onEnter={mayEdit && last ? () => on.onEnter(column.id) : undefined}
          onKey={onKey}
        />
        <div className="column-type">
          <TypeInput o={column} unseen label={`Type of ${column.name}`} />
        </div>
        <button
          type="button"
          className={classes('null-mark', column.notNull && 'on')}
          aria-pressed={column.notNull ?? false}
          aria-label={`${column.name} is NOT NULL`}
          data-tip={column.notNull ? 'NOT NULL. Press to allow NULL.' : 'May be NULL. Press for NOT NULL.'}
          disabled={!mayEdit}
          onClick={() => app.run(app.commands.setColumn(column.id, { notNull: !column.notNull }))}
        >
          {column.notNull ? '!' : '?'}
        </button>
        <IconButton
          small
          icon={open ? UpIcon : DownIcon}
          label={`Details of ${column.name}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open && <ColumnDetails column={column} />}
    </li>
  )
})
ColumnRow.displayName = 'ColumnRow'
