import type { Id } from '../base/index.ts'
import { type Change, type Design, type Json, recordOf } from '../design/index.ts'
import type { Remedy } from './claims.ts'
import type { WayOut } from './issue.ts'
import type { DraftIssue } from './world.ts'

/** The id of the first use of a pattern on a target: off and on again is the same switch. */
export const nextUseId = (design: Design, pattern: string, target: Id | undefined): Id<'use'> => {
  const stem = `${pattern}@${target ?? 'design'}#`
  let n = 1
  const taken = (id: string): boolean => {
    if (design.records.has(id as Id)) return true
    for (const k of design.records.keys()) if (k.startsWith(`${id}/`)) return true
    return false
  }
  while (taken(`${stem}${n}`)) n++
  return `${stem}${n}` as Id<'use'>
}

const changesOf = (design: Design, use: Id<'use'>, r: Remedy): readonly Change[] => {
  const record = recordOf(design, 'use', use)
  switch (r.remedy) {
    case 'off':
      return [{ id: use, to: null }]
    case 'options':
      return record
        ? [
            {
              id: use,
              to: {
                ...record,
                options: { ...record.options, ...(r.set as { readonly [key: string]: Json }) },
              },
            },
          ]
        : []
    case 'on': {
      const id = nextUseId(design, r.pattern, r.target)
      return [{ id, to: { kind: 'use', id, pattern: r.pattern, ...(r.target ? { target: r.target } : {}) } }]
    }
  }
}

export const waysOutOf = (design: Design, issue: DraftIssue): readonly WayOut[] =>
  issue.use === undefined
    ? []
    : (issue.remedies ?? []).map((r) => ({
        label: r.label,
        changes: changesOf(design, issue.use ?? ('' as Id<'use'>), r),
      }))
