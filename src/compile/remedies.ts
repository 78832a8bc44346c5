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

const ofUse = (
  design: Design,
  use: Id<'use'>,
  r: Exclude<Remedy, { remedy: 'rename' }>,
): readonly Change[] => {
  const record = recordOf(design, 'use', use)
  switch (r.remedy) {
    case 'off':
      return [{ id: r.use ?? use, to: null }]
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
    case 'bind':
      return record ? [{ id: use, to: { ...record, bind: { ...record.bind, [r.role]: r.to } } }] : []
    case 'on': {
      const id = nextUseId(design, r.pattern, r.target)
      return [{ id, to: { kind: 'use', id, pattern: r.pattern, ...(r.target ? { target: r.target } : {}) } }]
    }
  }
}

/** What has no record has no name of its own to change. */
const renamed = (design: Design, id: Id, to: string): readonly Change[] => {
  const record = design.records.get(id)
  return record && 'name' in record ? [{ id, to: { ...record, name: to } }] : []
}

/** The remedies of an issue as changes; those that would change nothing are none. */
export const waysOutOf = (design: Design, issue: DraftIssue): readonly WayOut[] =>
  (issue.remedies ?? []).flatMap((r): readonly WayOut[] => {
    const changes =
      r.remedy === 'rename'
        ? renamed(design, r.object, r.to)
        : issue.use === undefined
          ? []
          : ofUse(design, issue.use, r)
    return changes.length > 0 ? [{ label: r.label, changes }] : []
  })
