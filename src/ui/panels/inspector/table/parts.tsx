import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Id, Kind, Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { classes } from '../../../kit/classes.ts'
import { Icon } from '../../../kit/icon.tsx'
import { AddIcon, DeleteIcon, RightIcon } from '../../../kit/icons.ts'
import { NameInput, Owned, useCatalog, useMayEdit } from '../edit.tsx'

/** The objects of one kind on a table (or a materialized view), by name. */
export const useParts = <K extends Kind>(kind: K, table: Id): readonly Obj<K>[] => {
  const catalog = useCatalog()
  return useMemo(() => {
    const on = (o: Obj): boolean =>
      ('table' in o && o.table === table) || (o.kind === 'grant' && o.on === table)
    const found = [...catalog.values()].filter(
      (o) => o.kind === kind && on(o),
    ) as unknown as readonly Obj<K>[]
    return [...found].sort((a, b) => (a.name < b.name ? -1 : 1))
  }, [catalog, kind, table])
}

interface PartRowProps {
  readonly o: Obj
  readonly summary: ReactNode
  readonly open: boolean
  readonly children: () => ReactNode
}

/** One constraint, index, trigger … as a line that opens to its form. */
export const PartRow = ({ o, summary, open: asked, children }: PartRowProps) => {
  const app = useApp()
  const mayEdit = useMayEdit(o)
  const [open, setOpen] = useState(asked)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!asked) return
    setOpen(true)
    row.current?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  return (
    <li ref={row} className={classes('part', o.why && 'made', open && 'open')}>
      <div className="row">
        <button type="button" className="part-line" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={RightIcon} size={12} className={classes('turn', open && 'open')} />
          <span className="grow">
            <span className="cut part-name">{o.name}</span>
            <span className="part-summary">{summary}</span>
          </span>
        </button>
        {mayEdit && (
          <IconButton
            small
            icon={DeleteIcon}
            label={`Delete ${o.name}`}
            onClick={() => app.run(app.commands.remove([o.id]))}
          />
        )}
      </div>
      {open && (
        <div className="stack inset">
          <Owned o={o} />
          <NameInput o={o} />
          {children()}
        </div>
      )}
    </li>
  )
}

interface PartGroupProps {
  readonly title: string
  readonly empty: string
  readonly count: number
  readonly add?: { readonly label: string; readonly run: () => void } | undefined
  readonly children: ReactNode
}

export const PartGroup = ({ title, empty, count, add, children }: PartGroupProps) => (
  <section className="part-group" aria-label={title}>
    <div className="row">
      <h3 className="grow">{title}</h3>
      {add && (
        <Button small look="bare" icon={AddIcon} aria-label={add.label} onClick={add.run}>
          Add
        </Button>
      )}
    </div>
    {count === 0 ? <p className="faint">{empty}</p> : <ul className="parts">{children}</ul>}
  </section>
)
