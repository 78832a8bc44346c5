import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Sample } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { layOut, type MiniBox } from './mini-layout.ts'
import { type Mini, miniOf } from './mini-model.ts'

const Card = ({ box: { table, x, y, width, height } }: { readonly box: MiniBox }) => (
  <div className={classes('lib-table', table.look)} style={{ left: x, top: y, width, height }}>
    <strong className="cut">{table.name}</strong>
    <ul>
      {table.rows.map((r) => (
        <li key={r.id} className={r.look}>
          <span className="cut">{r.name}</span>
          <span className="mono faint cut">{r.type}</span>
        </li>
      ))}
    </ul>
    {table.more > 0 && <span className="lib-more faint">{table.more} more</span>}
  </div>
)

const Lines = ({ picture }: { readonly picture: ReturnType<typeof layOut> }) =>
  picture.paths.length === 0 ? null : (
    <svg
      className="lib-lines"
      width={picture.width}
      height={picture.height}
      role="img"
      aria-label={picture.paths.map((p) => p.line.words).join('; ')}
    >
      {picture.paths.map(({ line, path, ends }) => (
        <g key={line.id} className={classes('lib-line', line.look)}>
          <path d={path} className={classes(line.tie && 'tie', line.nullable && 'nullable')} />
          {ends !== '' && <path d={ends} />}
        </g>
      ))}
    </svg>
  )

/** Tables and the lines between them, as wide as there is room for. */
const Diagram = ({ mini }: { readonly mini: Mini }) => {
  const host = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!host.current) return
    const watch = new ResizeObserver(([e]) => e && setWidth(Math.floor(e.contentRect.width)))
    setWidth(Math.floor(host.current.getBoundingClientRect().width))
    watch.observe(host.current)
    return () => watch.disconnect()
  }, [])
  const picture = useMemo(() => (width > 0 ? layOut(mini, width) : undefined), [mini, width])
  return (
    <div ref={host} className="lib-cards" style={{ height: picture?.height ?? 0 }}>
      {picture && <Lines picture={picture} />}
      {picture?.boxes.map((box) => (
        <Card key={box.table.id} box={box} />
      ))}
    </div>
  )
}

const Side = ({ title, mini }: { readonly title: string; readonly mini: Mini }) => (
  <figure className="lib-side">
    <figcaption className="label">{title}</figcaption>
    {mini.tables.length === 0 ? <p className="faint">No table of it yet.</p> : <Diagram mini={mini} />}
  </figure>
)

/** Before and after: the tables that a pattern is about, and the foreign keys between them. */
export const Miniature = ({ sample }: { readonly sample: Sample }) => {
  const mini = useMemo(() => miniOf(sample), [sample])
  if (!mini) return <p className="quiet">It adds no table and no column.</p>
  return (
    <div className="lib-pair">
      <Side title="Before" mini={mini.before} />
      <Side title="After" mini={mini.after} />
    </div>
  )
}
