import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { Rows } from '../../../store/index.ts'

const rowHeight = 24
const sampled = 50

/** Column widths in letters, from the heading and the first rows, within reason. */
const widths = (rows: Rows): readonly number[] =>
  rows.columns.map((c, i) => {
    const longest = rows.rows
      .slice(0, sampled)
      .reduce((most, r) => Math.max(most, (r[i] ?? 'NULL').length), c.name.length)
    return Math.min(48, Math.max(6, longest)) * 7.3 + 24
  })

/** Only the rows in sight are in the page, so ten thousand scroll like ten. */
export const ResultGrid = ({ rows }: { readonly rows: Rows }) => {
  const box = useRef<HTMLDivElement>(null)
  const sizes = useMemo(() => widths(rows), [rows])
  const virtual = useVirtualizer({
    count: rows.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const template = sizes.map((w) => `${w}px`).join(' ')
  return (
    <div
      ref={box}
      className="result"
      role="table"
      aria-label="Result"
      aria-rowcount={rows.rows.length + 1}
      tabIndex={0}
    >
      <div role="row" className="result-head" style={{ gridTemplateColumns: template }}>
        {rows.columns.map((c, i) => (
          <span key={`${c.name} ${String(i)}`} role="columnheader" className="cut" data-tip={c.type}>
            {c.name}
          </span>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((v) => (
          <div
            key={v.key}
            role="row"
            aria-rowindex={v.index + 2}
            className="result-row"
            style={{ gridTemplateColumns: template, transform: `translateY(${v.start}px)` }}
          >
            {rows.columns.map((c, i) => {
              const value = rows.rows[v.index]?.[i] ?? null
              return (
                <span
                  key={`${c.name} ${String(i)}`}
                  role="cell"
                  className={value === null ? 'cut faint' : 'cut'}
                >
                  {value ?? 'NULL'}
                </span>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
