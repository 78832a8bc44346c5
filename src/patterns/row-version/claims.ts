import { builtIn, name, rawSql, sql } from '../../catalog/index.ts'
import type { Claim, Facts, Use } from '../../compile/api.ts'
import { raise } from '../kit/index.ts'
import type { Options } from './options.ts'

export const columns = (_facts: Facts, use: Use<Options>): readonly Claim<'columns'>[] => [
  {
    claim: 'column',
    role: 'version',
    table: use.table,
    name: sql`${use.options.column}`,
    type: builtIn('bigint'),
    notNull: true,
    default: rawSql('1'),
    comment: 'Grows with every change; a write that sends an older one is refused.',
  },
]

/**
 * A write that does not name the column sends the row's own version and passes; it still counts. What is inserted keeps
 * the version it comes with: a row that moves to another partition, or comes back from an archive, is counted on.
 */
export const rows = (_facts: Facts, use: Use<Options>): readonly Claim<'rows'>[] => {
  const version = name(use.idOf('version'))
  return [
    {
      claim: 'trigger',
      role: 'count',
      rank: 16,
      table: use.table,
      timing: 'before',
      events: ['update'],
      body: sql`
begin
  if new.${version} is distinct from old.${version} then
    ${raise('40001', 'The row was changed since it was read.', 'Read it again and repeat the change.')}
  end if;
  new.${version} := old.${version} + 1;
  return new;
end
`,
      comment: 'Counts the changes of a row and refuses stale ones.',
    },
  ]
}
