import { expect, it } from 'vitest'
import type { Compiled, Obj } from '../../../src/store/index.ts'
import { madeBy } from '../../../src/ui/panels/ddl/decorate.ts'

it('a hover names the pattern and the role in words, and a name in it stays text', () => {
  const table = { kind: 'table', id: 'h7777777.1x', name: '[a](https://b)', schema: 's' } as Obj
  const compiled = {
    catalog: new Map([[table.id, table]]),
    uses: new Map([['u', { pattern: { manifest: { title: 'Soft delete' } } }]]),
  } as unknown as Compiled
  expect(madeBy(compiled, { use: 'u', role: 'parent:h7777777.1x:fn' })).toBe(
    'Made by **Soft delete** as its parent function of \\[a\\]\\(https\\:\\/\\/b\\).',
  )
})
