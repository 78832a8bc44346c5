import { definePattern } from '../../compile/api.ts'
import { columns, keys, rows, split, tables } from './claims.ts'
import { files } from './files.ts'
import { options } from './options.ts'

export const pattern = definePattern({
  manifest: {
    name: 'time-series',
    version: 1,
    title: 'Time series',
    group: 'scale',
    scope: 'table',
    glyph: 'chart-line',
    summary:
      'Measurements in partitions by time: recent ones at hand, old ones dropped, their summaries kept.',
    also: 'metrics, measurements, sensors, IoT, telemetry, TimescaleDB, hypertable, downsampling, rollup, retention, logs, partitioning',
  },
  options,
  claims: { tables, columns, keys, split, rows, files },
})
