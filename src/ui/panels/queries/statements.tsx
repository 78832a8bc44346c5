import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react'
import { classes } from '../../kit/classes.ts'
import { outcome, type Ran } from './asked.ts'

const rowHeight = 24

/** Where a key leads in a list of so many. */
const led = (key: string, at: number, length: number): number | undefined => {
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: length - 1 }[key]
  return to === undefined ? undefined : Math.max(0, Math.min(length - 1, to))
}

interface StatementsProps {
  readonly ran: readonly Ran[]
  readonly refused: number | undefined
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

/** What became of each statement. Only those in sight are in the page: the list itself has the keys. */
export const Statements = ({ ran, refused, chosen, onChoose }: StatementsProps) => {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtual = useVirtualizer({
    count: ran.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  })
  useEffect(() => virtual.scrollToIndex(chosen), [virtual, chosen])
  const onKeyDown = (e: KeyboardEvent) => {
    const to = led(e.key, chosen, ran.length)
    if (to === undefined) return
    e.preventDefault()
    onChoose(to)
  }
  const onClick = ({ target }: MouseEvent) => {
    const option = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    if (!option) return
    onChoose(Number(option.dataset.index))
    box.current?.focus()
  }
  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label="Statements"
      aria-activedescendant={`${id}-${String(chosen)}`}
      className="statements"
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = ran[index]
          return (
            one && (
              <div
                key={index}
                id={`${id}-${String(index)}`}
                role="option"
                tabIndex={-1}
                data-index={index}
                aria-selected={index === chosen}
                aria-setsize={ran.length}
                aria-posinset={index + 1}
                className="statement"
                style={{ top: start }}
              >
                <span className="faint">{index + 1}</span>
                <span className="mono cut grow">{one.text.slice(0, 200)}</span>
                <span className={classes('statement-end', index === refused ? 'red' : 'quiet')}>
                  {outcome(one, index === refused)}
                </span>
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}
