import type { Obj } from '../../../../store/index.ts'

export const policyCommands = ['all', 'select', 'insert', 'update', 'delete'] as const

/**
 * A policy for another command: an insert has no rows to see, a select or delete none to write, and PostgreSQL
 * refuses a condition on them. One that stands alone moves to where it counts.
 */
export const forCommand = (p: Obj<'policy'>, command: (typeof policyCommands)[number]) => {
  const next = { command: command === 'all' ? undefined : command }
  if (command === 'insert') return { ...next, using: undefined, check: p.check ?? p.using }
  if (command === 'select' || command === 'delete')
    return { ...next, using: p.using ?? p.check, check: undefined }
  return next
}
