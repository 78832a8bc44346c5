import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useMemo, useRef, useState } from 'react'
import type { Id } from '../../../store/index.ts'
import { useApp, useAppState } from '../../kit/app.tsx'
import type { TreeRow } from './tree-model.ts'
import { Row } from './tree-row.tsx'

interface TreeProps {
  readonly rows: readonly TreeRow[]
  readonly onFold: (key: string, to?: boolean) => void
}

const useWrong = (): ReadonlyMap<Id, 'error' | 'warning'> => {
  const problems = useAppState((s) => s.problems)
  return useMemo(() => {
    const wrong = new Map<Id, 'error' | 'warning'>()
    for (const p of problems) {
      const first = p.objects[0]
      if (first === undefined || p.severity === 'info' || wrong.get(first) === 'error') continue
      wrong.set(first, p.severity)
    }
    return wrong
  }, [problems])
}

/** As side.css has it. */
const rowPx = 24
/** Rows that are laid out together once some of them are in sight: the browser asks of each stretch, in each frame, whether it is. */
const stretch = 32
const stretches = (
  rows: readonly TreeRow[],
): readonly { readonly from: number; readonly of: readonly TreeRow[] }[] =>
  Array.from({ length: Math.ceil(rows.length / stretch) }, (_, n) => ({
    from: n * stretch,
    of: rows.slice(n * stretch, (n + 1) * stretch),
  }))

/** The list as a tree: one tab stop, arrow keys move, Left and Right fold, Enter selects, typing finds. */
export const Tree = memo(({ rows, onFold }: TreeProps) => {
  const app = useApp()
  const selection = useAppState((s) => s.selection)
  const wrong = useWrong()
  const [focusKey, setFocusKey] = useState<string>()
  const box = useRef<HTMLDivElement>(null)
  const at = Math.max(
    0,
    rows.findIndex((r) => r.key === focusKey),
  )

  const moveTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setFocusKey(row.key)
    const e = box.current?.querySelector(`[data-key="${CSS.escape(row.key)}"]`)
    if (e instanceof HTMLElement) e.focus()
  }
  /** A schema is chosen as an object is, and folds by its arrow; other sections are there to be folded. */
  const choose = (key: string | undefined, add: boolean, arrow?: boolean) => {
    const row = rows.find((r) => r.key === key)
    if (!row) return
    setFocusKey(row.key)
    if (!row.id || arrow) onFold(row.key)
    else app.select([row.id], add ? 'toggle' : 'set')
  }
  const typed = (letter: string) => {
    const from = [...rows.slice(at + 1), ...rows.slice(0, at + 1)]
    const row = from.find((r) => r.label.toLowerCase().startsWith(letter.toLowerCase()))
    if (row) moveTo(rows.indexOf(row))
  }
  const sideways = (row: TreeRow, open: boolean) => {
    if (row.row === 'section' && row.open !== open) return onFold(row.key, !open)
    if (open) return moveTo(at + 1)
    moveTo(rows.findLastIndex((r, i) => i < at && r.row === 'section'))
  }
  /** The focus goes on to what is left: with the row that is gone it would be gone too. */
  const remove = (row: TreeRow) => {
    if (row.row !== 'object') return
    if (!app.run(app.commands.remove(selection.includes(row.id) ? selection : [row.id]))) return
    const now = app.state.getState().open?.compiled
    const stays = (r: TreeRow): boolean =>
      r.row === 'object' && (now?.catalog.has(r.id) === true || now?.leftOut.has(r.id) === true)
    const next = rows.findIndex((r, i) => i > at && stays(r))
    moveTo(next >= 0 ? next : rows.findLastIndex((r, i) => i < at && (stays(r) || i === 0)))
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const row = rows[at]
    if (!row || e.ctrlKey || e.metaKey || e.altKey) return
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at - 1),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      ArrowRight: () => sideways(row, true),
      ArrowLeft: () => sideways(row, false),
      Enter: () => choose(row.key, e.shiftKey),
      ' ': () => choose(row.key, true),
      Delete: () => remove(row),
      Backspace: () => remove(row),
    }
    const run = keys[e.key] ?? (/^\p{L}$/u.test(e.key) ? () => typed(e.key) : undefined)
    if (!run) return
    e.preventDefault()
    e.stopPropagation()
    run()
  }
  const onClick = (e: MouseEvent) => {
    const within = (part: string) => (e.target as Element).closest<HTMLElement>(part)
    choose(within('[data-key]')?.dataset.key, e.shiftKey || e.ctrlKey || e.metaKey, within('.turn') !== null)
  }
  /** The keys mean the row that has the focus, however it came there. */
  const onFocus = (e: FocusEvent<HTMLElement>) => setFocusKey((e.target as HTMLElement).dataset.key)
  return (
    <div
      ref={box}
      role="tree"
      aria-label="Objects"
      aria-multiselectable="true"
      className="tree"
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {stretches(rows).map(({ from, of }) => (
        <div
          key={from}
          role="none"
          className="tree-rows"
          style={{ containIntrinsicHeight: `auto ${of.length * rowPx}px` }}
        >
          {of.map((row, i) => (
            <Row
              key={row.key}
              row={row}
              focused={from + i === at}
              selected={selection.includes(row.id ?? '')}
              wrong={row.row === 'object' ? wrong.get(row.id) : undefined}
            />
          ))}
        </div>
      ))}
    </div>
  )
})
Tree.displayName = 'Tree'
