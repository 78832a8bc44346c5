import type { Compiled, Id, Obj } from '../../../store/index.ts'
import { fill } from '../../../store/index.ts'

type Partition = Extract<Obj, { readonly kind: 'partition' }>

const width = 320
const barTop = 4
const barHeight = 22

/** A bound as a number on the axis: a constant date or time, or a whole number; undefined for anything else. */
const placeOf = (text: string): number | undefined => {
  const bare = text.replace(/::.*$/, '').replaceAll("'", '').trim()
  if (/^-?\d+$/.test(bare)) return Number(bare)
  const [, day, clock = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?/.exec(bare) ?? []
  const time = Date.parse(`${day}T${clock}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** A time without its hours where they say nothing. */
const labelOf = (text: string): string =>
  text
    .replace(/::.*$/, '')
    .replaceAll("'", '')
    .replace(/[ T]00:00(:00)?(\+00(:00)?)?$/, '')

interface Span {
  readonly id: Id
  readonly name: string
  readonly label: string
  readonly from: number
  readonly to: number
}

const spanOf = (compiled: Compiled, p: Partition): Span | undefined => {
  const write = (part: Partition['from']): string | undefined =>
    part?.[0] && fill(part[0], (r) => compiled.catalog.get(r.id)?.name ?? '')
  const [from, to] = [write(p.from), write(p.to)]
  const [a, b] = [from && placeOf(from), to && placeOf(to)]
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  return {
    id: p.id,
    name: p.name,
    label: labelOf(from ?? ''),
    from: a,
    to: b,
  }
}

/** What the partitions of a table hold, along the values that they split; one that holds the rest is said. */
export const PartitionAxis = ({ compiled, table }: { readonly compiled: Compiled; readonly table: Id }) => {
  const own = [...compiled.catalog.values()].filter(
    (o): o is Partition => o.kind === 'partition' && o.table === table,
  )
  const spans = own.flatMap((p) => spanOf(compiled, p) ?? []).sort((a, b) => a.from - b.from)
  const rest = own.find((p) => !p.from && !p.to && !p.in && p.modulus === undefined)
  const [first] = spans
  const last = spans.at(-1)
  if (!first || !last || last.to <= first.from) return null
  const at = (v: number): number => 8 + ((v - first.from) / (last.to - first.from)) * (width - 16)
  const said = `${spans.length} partitions from ${first.label} on${rest ? `; ${rest.name} holds the rest` : ''}`
  return (
    <figure className="picture">
      <svg viewBox={`0 0 ${width} 52`} role="img" aria-label={said}>
        {spans.map((s, i) => (
          <g key={s.id} className={i % 2 === 0 ? 'picture-bar' : 'picture-bar odd'}>
            <title>{s.name}</title>
            <rect
              x={at(s.from)}
              y={barTop}
              width={Math.max(1, at(s.to) - at(s.from) - 1)}
              height={barHeight}
            />
          </g>
        ))}
        <path className="picture-axis" d={`M4 ${barTop + barHeight + 4}H${width - 4}`} />
        <text x={8} y={barTop + barHeight + 18}>
          {first.label}
        </text>
        <text x={width - 8} y={barTop + barHeight + 18} textAnchor="end">
          {last.label}
        </text>
      </svg>
      <figcaption className="faint">{said}</figcaption>
    </figure>
  )
}
