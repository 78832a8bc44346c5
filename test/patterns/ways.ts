import { expect } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { applyChanges, type Design } from '../../src/design/index.ts'
import { registry } from './all.ts'

/** Every way out of every issue of that code leads to fewer such issues and to no other error. */
export const expectWaysOut = (design: Design, code: string): void => {
  const before = compile(design, registry).issues
  const errors = before.flatMap((i) => (i.severity === 'error' ? [i.code] : []))
  const found = before.filter((i) => i.code === code)
  expect(found).not.toEqual([])
  for (const issue of found) {
    expect(issue.waysOut).not.toEqual([])
    expect(new Set(issue.waysOut.map((w) => w.label)).size).toBe(issue.waysOut.length)
    for (const { label, changes } of issue.waysOut) {
      const after = compile(applyChanges(design, changes).design, registry).issues
      const others = after.flatMap((i) =>
        i.severity === 'error' && !errors.includes(i.code) ? [i.code] : [],
      )
      expect({ label, others }).toEqual({ label, others: [] })
      expect({ label, left: after.filter((i) => i.code === code).length < found.length }).toEqual({
        label,
        left: true,
      })
    }
  }
}
