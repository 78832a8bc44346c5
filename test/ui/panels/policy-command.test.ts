import { describe, expect, it } from 'vitest'
import type { Id, Obj, Sql } from '../../../src/store/index.ts'
import { forCommand } from '../../../src/ui/panels/inspector/objects/policy-command.ts'

const sql = (text: string): Sql => ({ text: [text], refs: [] })
const policy = (more: Partial<Obj<'policy'>>): Obj<'policy'> => ({
  kind: 'policy',
  id: 'p' as Id<'policy'>,
  name: 'p',
  table: 't' as Id<'table'>,
  roles: [],
  ...more,
})
const a = sql('a')
const b = sql('b')

/** PostgreSQL: only WITH CHECK for INSERT; no WITH CHECK for SELECT or DELETE. */
describe('a policy for another command keeps no condition that PostgreSQL refuses', () => {
  it.each([
    ['insert', { using: a }, { using: undefined, check: a }],
    ['insert', { using: a, check: b }, { using: undefined, check: b }],
    ['select', { check: b }, { using: b, check: undefined }],
    ['delete', { using: a, check: b }, { using: a, check: undefined }],
  ] as const)('%s', (command, given, wanted) =>
    expect(forCommand(policy(given), command)).toEqual({ command, ...wanted }),
  )

  it('leaves both to those that take both', () => {
    expect(forCommand(policy({ using: a, check: b }), 'update')).toEqual({ command: 'update' })
    expect(forCommand(policy({ using: a }), 'all')).toEqual({ command: undefined })
  })
})
