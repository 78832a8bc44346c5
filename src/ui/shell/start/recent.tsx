import { useEffect, useRef, useState } from 'react'
import type { DesignSummary } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { MoreIcon } from '../../kit/icons.ts'
import { Menu } from '../../kit/menu.tsx'
import type { MenuEntry } from '../../kit/menu-types.ts'
import { ago, count } from '../../kit/text.ts'

const Rename = ({
  name,
  onDone,
}: {
  readonly name: string
  /** `byKey`: the focus has nowhere to be, now that the input goes. */
  readonly onDone: (name: string | undefined, byKey: boolean) => void
}) => {
  const [text, setText] = useState(name)
  /** An input that is taken away may still tell that it lost the focus. */
  const over = useRef(false)
  const done: typeof onDone = (typed, byKey) => {
    if (over.current) return
    over.current = true
    onDone(typed, byKey)
  }
  return (
    <input
      className="input"
      aria-label="Name of the design"
      value={text}
      ref={(e) => e?.focus()}
      onChange={(e) => setText(e.target.value)}
      onBlur={() => done(text, false)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter' && e.key !== 'Escape') return
        // The same press must not go on to what gets the focus.
        e.preventDefault()
        done(e.key === 'Enter' ? text : undefined, true)
      }}
    />
  )
}

interface RecentRowProps {
  readonly design: DesignSummary
  readonly now: number
  readonly onDelete: () => void
}

const RecentRow = ({ design, now, onDelete }: RecentRowProps) => {
  const app = useApp()
  const [renaming, setRenaming] = useState(false)
  const open = useRef<HTMLButtonElement>(null)
  const back = useRef(false)
  useEffect(() => {
    if (renaming || !back.current) return
    back.current = false
    open.current?.focus()
  }, [renaming])
  const entries = (): readonly MenuEntry[] => [
    { kind: 'item', label: 'Rename', run: () => setRenaming(true) },
    { kind: 'item', label: 'Duplicate', run: () => void app.duplicateStored(design.id) },
    { kind: 'line', key: 'end' },
    { kind: 'item', label: 'Delete', danger: true, run: onDelete },
  ]
  const rename = (name: string | undefined, byKey: boolean) => {
    setRenaming(false)
    back.current = byKey
    if (name && name.trim() !== '' && name !== design.name) void app.renameStored(design.id, name.trim())
  }
  return (
    <li className="recent-row">
      {renaming ? (
        <Rename name={design.name} onDone={rename} />
      ) : (
        <button
          ref={open}
          type="button"
          className="recent-open"
          onClick={() => void app.openStored(design.id)}
        >
          <span className="cut grow">{design.name}</span>
          <span className="faint">{count(design.tables, 'table')}</span>
          <span className="faint recent-when">{ago(design.changed, now)}</span>
        </button>
      )}
      <Menu
        align="end"
        entries={entries}
        trigger={(props) => <IconButton {...props} small icon={MoreIcon} label={`More for ${design.name}`} />}
      />
    </li>
  )
}

/** What is deleted here takes the focus with it: the next design has it then, and what comes back has it again. */
const useFocusNear = (library: readonly DesignSummary[]) => {
  const list = useRef<HTMLUListElement>(null)
  const [deleted] = useState(() => new Set<string>())
  const before = useRef(library)
  useEffect(() => {
    const was = before.current
    before.current = library
    const other = (a: typeof library, b: typeof library) =>
      a.findIndex((d) => deleted.has(d.id) && !b.some(({ id }) => id === d.id))
    const at = Math.max(other(library, was), other(was, library))
    if (at < 0) return
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('.recent-open') ?? [])]
      const near = rows[at] ?? rows.at(-1) ?? document.querySelector<HTMLElement>('.start .btn')
      near?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [library, deleted])
  return { list, deleted }
}

export const Recent = ({ library }: { readonly library: readonly DesignSummary[] }) => {
  const app = useApp()
  const [now] = useState(Date.now)
  const { list, deleted } = useFocusNear(library)
  const remove = (id: string) => {
    deleted.add(id)
    void app.deleteStored(id)
  }
  if (library.length === 0) return null
  return (
    <section aria-labelledby="start-recent">
      <h2 id="start-recent">Your designs</h2>
      <ul ref={list} className="recent">
        {library.map((d) => (
          <RecentRow key={d.id} design={d} now={Math.max(now, d.changed)} onDelete={() => remove(d.id)} />
        ))}
      </ul>
    </section>
  )
}
