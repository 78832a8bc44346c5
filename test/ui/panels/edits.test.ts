import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsBetween, keepsLines, type Listed, leastEdit } from '../../../src/ui/panels/editor/edits.ts'

const apply = (before: string, after: string): string => {
  const e = leastEdit(before, after)
  return e ? before.slice(0, e.offset) + e.text + before.slice(e.offset + e.gone.length) : before
}

it('turns any text into any other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      expect(apply(a + b + c, a + d + c)).toBe(a + d + c)
    }),
  )
})

it('touches nothing outside the change', () => {
  expect(leastEdit('same', 'same')).toBeUndefined()
  expect(leastEdit('a id bigint z', 'a id text z')).toEqual({ offset: 5, gone: 'bigin', text: 'tex' })
  expect(leastEdit('aa', 'aaa')).toEqual({ offset: 2, gone: '', text: 'a' })
})

const listed = (...statements: readonly { readonly sql: string }[]): Listed & { readonly text: string } => {
  let at = 0
  const offsets = statements.map((s) => {
    const from = at
    at += s.sql.length + 2
    return from
  })
  const text = statements.length === 0 ? '' : `${statements.map((s) => s.sql).join('\n\n')}\n`
  return { statements, offsets, text }
}
const applied = (text: string, edits: ReturnType<typeof editsBetween>): string =>
  edits.reduce((t, e) => t.slice(0, e.offset) + e.text + t.slice(e.offset + e.gone.length), text)

describe('edits between two lists of statements', () => {
  const [a, b, c] = [{ sql: 'create a;' }, { sql: 'create b;\n-- b' }, { sql: 'create c;' }]

  it.each([
    [
      'a statement far from another',
      listed(a, b, c),
      listed({ sql: 'create a1;' }, b, { sql: 'create c1;' }),
    ],
    ['one that came', listed(a, c), listed(a, b, c)],
    ['one that went', listed(a, b, c), listed(a, c)],
    ['all', listed(a, b), listed(c, a)],
    ['none', listed(a, b), listed(a, b)],
  ])('give the new text: %s', (_, before, after) => {
    expect(applied(before.text, editsBetween(before, after))).toBe(after.text)
  })

  it('give the new text, whatever came, went or changed places', () => {
    const pool = Array.from({ length: 8 }, (_, n) => ({ sql: `create ${'x\n'.repeat(n % 3)}${n};` }))
    const some = fc.uniqueArray(fc.constantFrom(...pool), { minLength: 0, maxLength: 8 })
    fc.assert(
      fc.property(some, some, (from, to) => {
        const [before, after] = [listed(...from), listed(...to)]
        expect(applied(before.text, editsBetween(before, after))).toBe(after.text)
      }),
    )
  })

  it('touch only what came where statements come at both ends', () => {
    const [d, e] = [{ sql: 'grant d;' }, { sql: 'grant e;' }]
    const edits = editsBetween(listed(a, c), listed(a, b, c, d, e))
    expect(edits).toHaveLength(2)
    expect(edits.every((x) => x.gone === '')).toBe(true)
  })

  it('take one statement out and put it in where it went', () => {
    const edits = editsBetween(listed(a, b, c), listed(c, a, b))
    expect(edits.reduce((n, x) => n + x.text.length + x.gone.length, 0)).toBeLessThan(2 * c.sql.length + 6)
  })

  it('leave what stands between two changed statements alone', () => {
    const edits = editsBetween(listed(a, b, c), listed({ sql: 'create a1;' }, b, { sql: 'create c1;' }))
    expect(edits.map((e) => e.text)).toEqual(['1', '1'])
  })

  it('tell whether lines stay in their places', () => {
    const before = listed(a, b)
    expect(keepsLines(editsBetween(before, listed({ sql: 'create z;' }, b)))).toBe(true)
    expect(keepsLines(editsBetween(before, listed(a)))).toBe(false)
  })
})
