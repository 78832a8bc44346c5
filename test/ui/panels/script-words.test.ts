import { expect, it } from 'vitest'
import type { Script } from '../../../src/store/index.ts'
import { written } from '../../../src/ui/panels/checks/script-words.ts'

it('the SQL of a check names roles and writes settings so that PostgreSQL takes them', () => {
  const script = {
    without: [],
    transactions: [
      {
        role: 'App "User"',
        settings: { 'app.current_user': "o'hara" },
        statements: [{ sql: 'select 1', expect: { rows: [['1', null]] } }],
        commit: { refused: ['23503'], constraint: 'k' },
      },
    ],
  } as unknown as Script
  expect(written(script)).toBe(
    [
      'begin;',
      'set local role "App ""User""";',
      "set local app.current_user = 'o''hara';",
      'select 1;',
      '-- expected: (1, NULL)',
      'commit;',
      '-- expected: refused with 23503 by k',
    ].join('\n'),
  )
})

it('the SQL of a check says where it is played without rows of the design', () => {
  const script = { without: ['zzzzzzzz.1'], transactions: [] } as unknown as Script
  expect(written(script)).toMatch(/^-- Played without the rows that the design itself puts into/)
})
