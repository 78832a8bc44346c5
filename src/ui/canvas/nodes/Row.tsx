import { memo } from 'react'
import { classes } from '../../kit/classes.ts'
import { Sign } from '../../kit/sign.tsx'
import type { RowView } from '../model/views.ts'

const keyPath = 'M7.5 8a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0H14v2.75M11 8v2.25'
const linkPath = 'M3 4v3.5A2.5 2.5 0 0 0 5.5 10H13M10 7l3 3-3 3'

const KeySign = ({ row }: { readonly row: RowView }) => (
  <svg className={row.primary ? 'cv-sign cv-primary' : 'cv-sign'} viewBox="0 0 16 16" aria-hidden="true">
    <path d={row.primary ? keyPath : linkPath} />
  </svg>
)

const unique = { all: 'Unique', some: 'Unique among some rows' } as const

/** The row in words: what its signs and weights show to the eye. */
const spoken = (r: RowView): string =>
  [
    `${r.name} ${r.type}`,
    r.primary && 'primary key',
    r.foreign && 'foreign key',
    r.unique && unique[r.unique].toLowerCase(),
    !r.notNull && 'nullable',
    r.added && `added by ${r.added.title}`,
  ]
    .filter((w) => typeof w === 'string')
    .join(', ')

interface RowProps {
  readonly row: RowView
  readonly picked: boolean
  /** A new column is being typed in above. */
  readonly pushed: boolean
}

/** One column. */
export const Row = memo(({ row, picked, pushed }: RowProps) => (
  <li
    className={classes(
      'cv-row',
      row.notNull && 'cv-must',
      row.added && 'cv-added',
      picked && 'cv-picked',
      pushed && 'cv-pushed',
    )}
    data-row={row.id}
    aria-label={spoken(row)}
    aria-current={picked || undefined}
    tabIndex={-1}
  >
    {(row.primary || row.foreign) && <KeySign row={row} />}
    <span className="cv-name cut" data-part="name">
      {row.name}
    </span>
    {row.added && (
      <span className="cv-badge" data-tip={`${row.added.title} owns this column`}>
        <Sign name={row.added.glyph} size={12} />
      </span>
    )}
    <span className="cv-type" data-part="type">
      {row.type}
    </span>
    {row.unique && (
      <span className="cv-unique" data-tip={unique[row.unique]}>
        {row.unique === 'all' ? 'U' : 'u'}
      </span>
    )}
    {row.mark && <span className={`cv-dot ${row.mark}`} />}
  </li>
))
