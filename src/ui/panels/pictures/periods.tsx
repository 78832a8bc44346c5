const width = 320
const left = 8
const right = width - 8
const day = (n: number): number => left + (n / 12) * (right - left)

interface Bar {
  readonly text: string
  readonly from: number
  /** Absent: it has no end yet. */
  readonly to?: number
  readonly row: number
}

const months = ['Jan', 'Apr', 'Jul', 'Oct']

/** Versions of one row along a year: each begins where the one before ends, the last is open. */
const versions: readonly Bar[] = [
  { text: '40.00', from: 0.5, to: 4, row: 0 },
  { text: '42.00', from: 4, to: 9, row: 0 },
  { text: '45.00', from: 9, row: 0 },
]

/** What was believed, by the month in which it was written down: a correction ends a belief and deletes nothing. */
const beliefs: readonly Bar[] = [
  { text: 'March: 40.00', from: 1, row: 0 },
  { text: 'June: 42.00 since April', from: 4, row: 1 },
  { text: 'June: 40.00', from: 1, to: 4, row: 2 },
]

const Axis = ({ y }: { readonly y: number }) => (
  <>
    <path className="picture-axis" d={`M4 ${y}H${width - 4}`} />
    {months.map((m, i) => (
      <text key={m} x={day(i * 3)} y={y + 14}>
        {m}
      </text>
    ))}
  </>
)

const Picture = ({ bars, said }: { readonly bars: readonly Bar[]; readonly said: string }) => {
  const rows = Math.max(...bars.map((b) => b.row)) + 1
  const bottom = 10 + rows * 28
  return (
    <figure className="picture">
      <svg viewBox={`0 0 ${width} ${bottom + 24}`} role="img" aria-label={said}>
        {bars.map((b, i) => (
          <g key={b.text} className={classesOf(b, i)}>
            <rect
              x={day(b.from)}
              y={8 + b.row * 28}
              width={(b.to === undefined ? right : day(b.to)) - day(b.from) - 1}
              height={22}
            />
            <text x={day(b.from) + 6} y={23 + b.row * 28}>
              {b.text}
              {b.to === undefined ? ' →' : ''}
            </text>
          </g>
        ))}
        <Axis y={bottom} />
      </svg>
      <figcaption className="faint">An example. {said}</figcaption>
    </figure>
  )
}

const classesOf = (b: Bar, i: number): string =>
  `picture-bar${i % 2 === 1 ? ' odd' : ''}${b.to === undefined ? ' open' : ''}`

export const VersionsPicture = () => (
  <Picture bars={versions} said="Versions of one row meet and never overlap; the last has no end yet." />
)
export const BeliefsPicture = () => (
  <Picture
    bars={beliefs}
    said="In June a price turns out to have changed in April: the belief of March is ended and two others are written."
  />
)
