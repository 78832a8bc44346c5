import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useApp, useAppState, useCanEdit, useOpen } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AddIcon, CloseIcon, FindIcon } from '../../kit/icons.ts'
import { focusMade } from '../../kit/made-field.ts'
import { Menu } from '../../kit/menu.tsx'
import type { MenuEntry } from '../../kit/menu-types.ts'
import { count } from '../../kit/text.ts'
import { allAdds } from '../actions/adds.ts'
import { actionOf } from '../actions.ts'
import { additions, tableAdditions } from '../adding.ts'
import { askFind, useFrame } from '../ui-state.ts'
import { Tree } from './tree.tsx'
import { useList } from './use-list.ts'

const AddMenu = () => {
  const app = useApp()
  const made = useRef(false)
  const onCloseAutoFocus = (e: Event) => {
    if (made.current && focusMade(app)) e.preventDefault()
    made.current = false
  }
  const entries = (): readonly MenuEntry[] => {
    const s = app.state.getState()
    const item = (id: string, label: string): MenuEntry => {
      const a = actionOf(`add-${id}`, allAdds)
      return {
        kind: 'item',
        label,
        run: () => {
          a.run(app)
          made.current = app.state.getState().selection !== s.selection
        },
        disabled: !a.enabled(s),
        ...(a.icon ? { icon: a.icon } : {}),
      }
    }
    return [
      { kind: 'label', label: 'Add to the design' },
      ...additions.map((a) => item(a.id, a.label)),
      { kind: 'line', key: 'table' },
      { kind: 'label', label: 'Add to the selected table' },
      item('fk', 'Reference'),
      ...tableAdditions.map((a) => item(a.kind, a.label)),
    ]
  }
  return (
    <Menu
      align="end"
      entries={entries}
      onCloseAutoFocus={onCloseAutoFocus}
      trigger={(props) => <IconButton {...props} small icon={AddIcon} label="Add" />}
    />
  )
}

export const Side = () => {
  // The list follows when what was typed has been answered on the canvas and in the DDL.
  const compiled = useDeferredValue(useOpen((o) => o.compiled))
  const canEdit = useCanEdit()
  const hideCompanions = useAppState((s) => s.view.hideCompanions)
  const asked = useFrame((s) => s.findAsked)
  const [query, setQuery] = useState('')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!asked) return
    input.current?.focus()
    input.current?.select()
    // The list that is shown again later is not asked for Find once more.
    askFind(false)
  }, [asked])

  const { rows, tables } = useList({ compiled, query, folded, hideCompanions })
  const fold = useCallback(
    (key: string, to?: boolean) =>
      setFolded((now) => {
        const next = new Set(now)
        if (to ?? !next.has(key)) next.add(key)
        else next.delete(key)
        return next
      }),
    [],
  )
  return (
    <nav className="side" aria-label="Objects">
      <div className="side-find">
        <Icon of={FindIcon} size={14} className="faint" />
        <input
          ref={input}
          type="text"
          aria-label="Find a table, column or other object"
          placeholder="Find"
          value={query}
          spellCheck={false}
          onChange={(e) => setQuery(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'Escape') setQuery('')
            if (e.key !== 'ArrowDown') return
            e.preventDefault()
            const first = e.currentTarget.closest('nav')?.querySelector('[role="treeitem"][tabindex="0"]')
            if (first instanceof HTMLElement) first.focus()
          }}
        />
        {query !== '' && <IconButton small icon={CloseIcon} label="Clear" onClick={() => setQuery('')} />}
        {canEdit && <AddMenu />}
      </div>
      <Tree rows={rows} onFold={fold} />
      {rows.length === 0 && query !== '' && <p className="empty">Nothing is called “{query}”.</p>}
      <p className="side-foot">
        {count(tables.drawn, 'table')}
        {tables.made > 0 && `, ${tables.made} more by patterns`}
      </p>
    </nav>
  )
}
