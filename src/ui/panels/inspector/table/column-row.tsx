import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
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
  readonly onEnter: (column: Id) => void
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

export const ColumnRow = memo(({ column, open: asked, fresh, onEnter, onMove }: RowProps) => {
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
  const onKey = (e: KeyboardEvent) => {
    if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return
    e.preventDefault()
    onMove(column.id, e.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li ref={row} className={classes('column', column.why && 'made', open && 'open')}>
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
          onEnter={mayEdit ? () => onEnter(column.id) : undefined}
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
