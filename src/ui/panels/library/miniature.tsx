import type { Compiled, Id, Obj, Sample } from '../../../store/index.ts'
import { classes } from '../../kit/classes.ts'
import { typeText } from '../../kit/type-text.ts'

type Table = Extract<Obj, { readonly kind: 'table' }>
type Column = Extract<Obj, { readonly kind: 'column' }>

const mostRows = 9
const mostTables = 4

const of = <K extends Obj['kind']>(c: Compiled, kind: K): readonly Extract<Obj, { readonly kind: K }>[] =>
  [...c.catalog.values()].filter((o): o is Extract<Obj, { readonly kind: K }> => o.kind === kind)

const columnsOf = (c: Compiled, table: Id): readonly Column[] =>
  of(c, 'column')
    .filter((x) => x.table === table)
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))

/** The table that the pattern is about, and the tables that it made or changed. */
const shownTables = (sample: Sample): readonly Id[] => {
  const { before, after } = sample
  const had = new Set(of(before, 'table').map((t) => t.id))
  const made = of(after, 'table').filter((t) => !had.has(t.id))
  const changed = of(after, 'table').filter(
    (t) =>
      had.has(t.id) &&
      t.id !== sample.table &&
      columnsOf(after, t.id).some((x) => before.catalog.get(x.id) !== x && !before.catalog.has(x.id)),
  )
  const first: readonly Id[] = sample.table === undefined ? [] : [sample.table]
  return [...new Set([...first, ...made.map((t) => t.id), ...changed.map((t) => t.id)])].slice(0, mostTables)
}

const Card = ({
  compiled,
  before,
  table,
}: {
  readonly compiled: Compiled
  readonly before: Compiled
  readonly table: Table
}) => {
  const columns = columnsOf(compiled, table.id)
  const isNew = !before.catalog.has(table.id)
  return (
    <div className={classes('lib-table', isNew && 'new')}>
      <strong className="cut">{table.name}</strong>
      <ul>
        {columns.slice(0, mostRows).map((c) => (
          <li key={c.id} className={classes(!isNew && !before.catalog.has(c.id) && 'new')}>
            <span className="cut">{c.name}</span>
            <span className="mono faint cut">{typeText(compiled.catalog, c.type)}</span>
          </li>
        ))}
      </ul>
      {columns.length > mostRows && <span className="faint">{columns.length - mostRows} more</span>}
    </div>
  )
}

const Side = ({
  title,
  compiled,
  sample,
  ids,
}: {
  readonly title: string
  readonly compiled: Compiled
  readonly sample: Sample
  readonly ids: readonly Id[]
}) => (
  <figure className="lib-side">
    <figcaption className="label">{title}</figcaption>
    <div className="lib-cards">
      {ids.flatMap((id) => {
        const t = compiled.catalog.get(id)
        return t?.kind === 'table'
          ? [<Card key={id} compiled={compiled} before={sample.before} table={t} />]
          : []
      })}
    </div>
  </figure>
)

/** Before and after, as tables. */
export const Miniature = ({ sample }: { readonly sample: Sample }) => {
  const ids = shownTables(sample)
  if (ids.length === 0) return <p className="quiet">It adds no table and no column.</p>
  return (
    <div className="lib-pair">
      <Side
        title="Before"
        compiled={sample.before}
        sample={sample}
        ids={ids.filter((id) => sample.before.catalog.has(id))}
      />
      <Side title="After" compiled={sample.after} sample={sample} ids={ids} />
    </div>
  )
}
