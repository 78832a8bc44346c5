import { type ReactNode, useMemo, useRef } from 'react'
import type { Id, Kind, Obj } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { classes } from '../../../kit/classes.ts'
import { Icon } from '../../../kit/icon.tsx'
import { AddIcon, DeleteIcon, RightIcon } from '../../../kit/icons.ts'
import { kindWords } from '../../../kit/words.ts'
import { LeftOut, NameInput, Owned, removePart, useCatalog, useMayEdit } from '../edit.tsx'
import { useAsked } from '../use-asked.ts'

/**
 * The objects of one kind on a table (or a materialized view), by name; those too that were drawn and are left out for
 * what is wrong with them, which has to be mended somewhere.
 */
export const useParts = <K extends Kind>(kind: K, table: Id): readonly Obj<K>[] => {
  const catalog = useCatalog()
  const leftOut = useOpen((o) => o.compiled.leftOut)
  return useMemo(() => {
    const on = (o: Obj): boolean =>
      o.kind === kind && (('table' in o && o.table === table) || (o.kind === 'grant' && o.on === table))
    const found = [...catalog.values(), ...(leftOut?.values() ?? [])].filter(on) as unknown as Obj<K>[]
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }, [catalog, leftOut, kind, table])
}

/** PostgreSQL knows no name of these. */
const nameless: ReadonlySet<Kind> = new Set(['grant', 'rows'])

interface PartRowProps {
  readonly o: Obj
  readonly summary: ReactNode
  readonly open: boolean
  readonly children: () => ReactNode
}

/** One constraint, index, trigger … as a line that opens to its form. */
const PartRow = ({ o, summary, open: asked, children }: PartRowProps) => {
  const app = useApp()
  const mayEdit = useMayEdit(o)
  const word = kindWords[o.kind]
  const row = useRef<HTMLLIElement>(null)
  const [open, setOpen] = useAsked(asked, row)
  return (
    <li ref={row} className={classes('part', o.why && 'made', open && 'open')}>
      <div className="row">
        <button type="button" className="part-line" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon of={RightIcon} size={12} className={classes('turn', open && 'open')} />
          <span className="grow">
            <span className="cut part-name">{o.name === '' ? word : o.name}</span>
            <span className="part-summary">{summary}</span>
          </span>
        </button>
        {mayEdit && (
          <IconButton
            small
            icon={DeleteIcon}
            label={`Delete ${nameless.has(o.kind) || o.name === '' ? `the ${word}` : o.name}`}
            onClick={() => removePart(app, o)}
          />
        )}
      </div>
      {open && (
        <div className="stack inset" data-form={o.id}>
          <LeftOut o={o} />
          <Owned o={o} />
          {!nameless.has(o.kind) && <NameInput o={o} />}
          {children()}
        </div>
      )}
    </li>
  )
}

interface PartsProps<O extends Obj> {
  readonly title: string
  readonly empty: string
  readonly parts: readonly O[]
  /** The part that is asked for from outside. */
  readonly part: Id | undefined
  readonly add?: { readonly label: string; readonly run: () => void } | undefined
  readonly summary: (o: O) => ReactNode
  readonly form: (o: O) => ReactNode
}

/** A table's parts of one kind. */
export const Parts = <O extends Obj>({ title, empty, parts, part, add, summary, form }: PartsProps<O>) => (
  <section className="part-group" aria-label={title}>
    <div className="row">
      <h3 className="grow">{title}</h3>
      {add && (
        <Button small look="bare" icon={AddIcon} aria-label={add.label} onClick={add.run}>
          Add
        </Button>
      )}
    </div>
    {parts.length === 0 ? (
      <p className="faint">{empty}</p>
    ) : (
      <ul className="parts">
        {parts.map((o) => (
          <PartRow key={o.id} o={o} open={part === o.id} summary={summary(o)}>
            {() => form(o)}
          </PartRow>
        ))}
      </ul>
    )}
  </section>
)
