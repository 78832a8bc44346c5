import type { Kind } from '../../store/index.ts'

/** What people call each kind of object. */
export const kindWords: Readonly<Record<Kind, string>> = {
  schema: 'schema',
  extension: 'extension',
  role: 'role',
  enum: 'enum type',
  domain: 'domain',
  table: 'table',
  column: 'column',
  key: 'key',
  check: 'check',
  exclusion: 'exclusion',
  fk: 'foreign key',
  index: 'index',
  view: 'view',
  matview: 'materialized view',
  routine: 'function',
  trigger: 'trigger',
  policy: 'policy',
  grant: 'grant',
  partition: 'partition',
  rows: 'reference rows',
}
