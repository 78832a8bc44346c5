import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { Rows } from '../../../store/index.ts'
import { Icon } from '../../kit/icon.tsx'
import { DownIcon, UpIcon } from '../../kit/icons.ts'
import { nextOrder, type Order, sortRows } from './sort-rows.ts'

const rowHeight = 24
const sampled = 50

/** Column widths from the heading and the first rows, within reason. */
const widths = (rows: Rows): readonly number[] =>
  rows.columns.map((c, i) => {
    const longest = rows.rows
      .slice(0, sampled)
      .reduce((most, r) => Math.max(most, (r[i] ?? 'NULL').length), c.name.length + 2)
    return Math.min(48, Math.max(6, longest)) * 7.3 + 24
  })

/** Room for the rows that are not in the page. */
const Gap = ({ height, columns }: { readonly height: number; readonly columns: number }) =>
  height > 0 ? (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null

/** Two columns may have the same name. */
const place = (i: number): string => `column ${String(i)}`

/** Only the rows in sight are in the page, so ten thousand scroll like ten. A heading sorts. */
export const ResultGrid = ({ rows }: { readonly rows: Rows }) => {
  const box = useRef<HTMLDivElement>(null)
  const [order, setOrder] = useState<Order>()
  const sizes = useMemo(() => widths(rows), [rows])
  const sorted = useMemo(() => sortRows(rows, order), [rows, order])
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const shown = virtual.getVirtualItems()
  const above = shown[0]?.start ?? 0
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <div ref={box} className="result">
      <table aria-rowcount={sorted.length + 1} style={{ width: sizes.reduce((a, b) => a + b, 0) }}>
        <caption className="unseen">Result</caption>
        <colgroup>
          {sizes.map((w, i) => (
            <col key={place(i)} style={{ width: w }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {rows.columns.map((c, i) => (
              <th
                key={place(i)}
                scope="col"
                aria-sort={order?.column === i ? (order.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  className="cut"
                  data-tip={`${c.name} ${c.type}\nPress to sort`}
                  onClick={() => setOrder(nextOrder(order, i))}
                >
                  {c.name}
                  {order?.column === i && <Icon of={order.descending ? DownIcon : UpIcon} size={12} />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} columns={rows.columns.length} />
          {shown.map((v) => (
            <tr key={v.key} aria-rowindex={v.index + 2}>
              {rows.columns.map((_, i) => {
                const value = sorted[v.index]?.[i] ?? null
                return (
                  <td key={place(i)} className={value === null ? 'cut faint' : 'cut'}>
                    {value ?? 'NULL'}
                  </td>
                )
              })}
            </tr>
          ))}
          <Gap height={below} columns={rows.columns.length} />
        </tbody>
      </table>
      {rows.rows.length === 0 && (
        <p className="grid-empty">
          No rows. Only reference rows are there, and what the query itself puts in.
        </p>
      )}
    </div>
  )
}
