import './pictures.css'
import type { ReactNode } from 'react'
import type { Compiled, Id } from '../../../store/index.ts'
import { PartitionAxis } from './partitions.tsx'
import { BeliefsPicture, VersionsPicture } from './periods.tsx'
import { type Form, SampleTree } from './sample-tree.tsx'

interface PictureProps {
  readonly pattern: string
  readonly compiled: Compiled
  /** The table that the pattern is on. */
  readonly table: Id | undefined
}

const tree = (form: Form) => (): ReactNode => <SampleTree form={form} />
const axis = ({ compiled, table }: PictureProps): ReactNode =>
  table === undefined ? null : <PartitionAxis compiled={compiled} table={table} />

/** What is easier seen than said, by the pattern's name. */
const pictures: Readonly<Record<string, (p: PictureProps) => ReactNode>> = {
  'partition-range': axis,
  'time-series': axis,
  'effective-dating': () => <VersionsPicture />,
  'history-table': () => <VersionsPicture />,
  'tracked-columns': () => <VersionsPicture />,
  bitemporal: () => <BeliefsPicture />,
  'adjacency-list': tree('adjacency-list'),
  'closure-table': tree('closure-table'),
  'materialized-path': tree('materialized-path'),
  'nested-sets': tree('nested-sets'),
}

/** The picture of a pattern that has one. */
export const PatternPicture = (p: PictureProps): ReactNode => pictures[p.pattern]?.(p) ?? null
