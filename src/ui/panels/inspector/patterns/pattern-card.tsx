import { type RefObject, useEffect, useRef, useState } from 'react'
import type { AnyPattern, Id, UseRecord } from '../../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../../kit/app.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { idleOnceCalm } from '../../../kit/calm.ts'
import { classes } from '../../../kit/classes.ts'
import { Disclosure } from '../../../kit/disclosure.tsx'
import { Glyph } from '../../../kit/glyph.tsx'
import { DownIcon, EjectIcon, UpIcon } from '../../../kit/icons.ts'
import { Select } from '../../../kit/inputs.tsx'
import { Switch } from '../../../kit/switch.tsx'
import { PatternPicture } from '../../pictures/pictures.tsx'
import { useColumns } from '../column-list.tsx'
import { useCatalog } from '../edit.tsx'
import { useAsked } from '../use-asked.ts'
import { Decision } from './decision.tsx'
import { DocsText } from './docs-text.tsx'
import { OptionsForm } from './options-form.tsx'
import { PreviewOf } from './preview.tsx'

interface CardProps {
  readonly pattern: AnyPattern
  readonly use: UseRecord | undefined
  readonly table: Id | undefined
  readonly focused: boolean
}

const ColumnChoice = ({
  table,
  value,
  onChoose,
}: {
  readonly table: Id
  readonly value: Id | undefined
  readonly onChoose: (id: Id | undefined) => void
}) => {
  const columns = useColumns(table).filter((c) => c.why === undefined)
  return (
    <Select
      label="For the column"
      value={value ?? ''}
      choices={[
        { value: '' as string, label: 'Choose a column' },
        ...columns.map((c) => ({ value: c.id as string, label: c.name })),
      ]}
      onChoose={(v) => onChoose(v === '' ? undefined : (v as Id))}
    />
  )
}

/** The pattern's picture, of the design as it is. */
const Picture = ({ pattern, use }: { readonly pattern: string; readonly use: UseRecord }) => {
  const compiled = useOpen((o) => o.compiled)
  return compiled ? <PatternPicture pattern={pattern} compiled={compiled} table={use.target} /> : null
}

/**
 * What a card switched on last. A pattern that a table may have several times gets a card of its own for each use;
 * that card opens and takes the focus in place of the one that was pressed.
 */
let switchedOn: string | undefined
const nameOf = (pattern: string, target: Id | undefined): string => `${pattern} ${target ?? ''}`

const useJustOn = (use: UseRecord | undefined, card: RefObject<HTMLElement | null>): boolean => {
  const [justOn] = useState(() => use !== undefined && switchedOn === nameOf(use.pattern, use.target))
  useEffect(() => {
    if (!justOn) return
    switchedOn = undefined
    card.current?.querySelector<HTMLElement>('[role="switch"]')?.focus({ preventScroll: true })
  }, [justOn, card])
  return justOn
}

/** A pattern's switch, and behind it everything one wants to know before and after pressing it. */
export const PatternCard = ({ pattern, use, table, focused }: CardProps) => {
  const app = useApp()
  const catalog = useCatalog()
  const canEdit = useCanEdit()
  const card = useRef<HTMLLIElement>(null)
  const justOn = useJustOn(use, card)
  const [open, setOpen] = useAsked(focused || justOn, card)
  const [column, setColumn] = useState<Id>()
  const { manifest } = pattern
  const target = manifest.scope === 'column' ? column : table
  const onColumn = manifest.scope === 'column' && use?.target ? catalog.get(use.target)?.name : undefined
  const toggle = (on: boolean) => {
    if (!on && use) return app.run(app.commands.patternOff(use.id))
    if (manifest.scope === 'column' && column === undefined) return setOpen(true)
    const ownCard = manifest.scope === 'column' || manifest.many === true
    switchedOn = ownCard ? nameOf(manifest.name, target) : undefined
    if (app.run(app.commands.patternOn(manifest.name, target))) {
      setOpen(!ownCard)
      setColumn(undefined)
    } else switchedOn = undefined
  }
  const attempt = () =>
    use ? app.commands.patternOff(use.id) : app.commands.patternOn(manifest.name, target)
  const foresee = () => void idleOnceCalm(() => app.foresee(attempt()))
  return (
    <li ref={card} className={classes('pattern', use && 'on', open && 'open')}>
      <div className="pattern-line">
        <Switch
          label={manifest.title}
          on={use !== undefined}
          disabled={!canEdit}
          onSet={toggle}
          onNear={foresee}
        />
        <button type="button" className="pattern-title" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Glyph name={manifest.glyph} size={14} className="faint" />
          <span className="grow cut">
            {manifest.title}
            {onColumn && <span className="mono faint"> {onColumn}</span>}
          </span>
        </button>
        <IconButton
          small
          icon={open ? UpIcon : DownIcon}
          label={`About ${manifest.title}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open && (
        <div className="stack inset pattern-body">
          <p>{manifest.summary}</p>
          {!use && manifest.scope === 'column' && table && canEdit && (
            <ColumnChoice table={table} value={column} onChoose={setColumn} />
          )}
          {use && <Picture pattern={manifest.name} use={use} />}
          {use && <OptionsForm pattern={pattern} use={use} table={table} />}
          {(use || manifest.scope !== 'column' || column) && (
            <Disclosure
              summary={use ? 'What switching it off would change' : 'What switching it on would change'}
            >
              {() => <PreviewOf attempt={attempt} />}
            </Disclosure>
          )}
          <Disclosure summary="When to use, gains and costs" open={!use}>
            {() => <DocsText pattern={manifest.name} />}
          </Disclosure>
          {use && (
            <Disclosure summary="Decision record">
              {() => <Decision use={use} pattern={manifest.name} />}
            </Disclosure>
          )}
          {use && canEdit && (
            <div>
              <Button
                small
                icon={EjectIcon}
                data-tip="What it made becomes ordinary objects of yours, with the same ids. The switch is gone."
                onClick={() => app.run(app.commands.eject(use.id))}
              >
                Eject into plain objects
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  )
}
