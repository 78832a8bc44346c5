import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'From the first day in production: the questions are always the same, and the time to write them down is before something is slow.',
  whenNot:
    'As the whole of monitoring: views answer when asked. Something has to ask them, keep the answers over time and raise an alarm.',
  gains: [
    'Slow statements, unused and redundant indexes, bloat, dead rows, wraparound, replication and sequences, each one query away',
    'Data quality is checked against what the design says, not against a list kept by hand',
    'Autovacuum is shown as it will act on each table, with advice for large ones',
  ],
  costs: [
    'Bloat is an estimate from statistics, and none without ANALYZE',
    'The data quality view reads whole tables',
    'Slow statements need a library that is loaded when the server starts',
  ],
  cost: {
    storage: 'Views only. pg_stat_statements keeps a few megabytes of shared memory.',
    writes: 'None. Timing of I/O costs a little on machines with slow clocks.',
    locks: 'Reads take no locks that anyone waits for.',
  },
  decision: {
    context: 'Problems of a database build up silently until they are outages.',
    decision:
      'A schema of views answers the standard questions, and the server is set to record what they need.',
    consequences:
      'A job asks them regularly and alarms on thresholds; indexes and settings are changed on their evidence.',
  },
  sources: ['001', '003'],
}
