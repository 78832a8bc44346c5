import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/compile/index.ts'
import { emit } from '../../../src/sql/index.ts'
import { registry } from '../all.ts'
import { on } from '../on.ts'
import { shop } from '../shop.ts'
import { checkProblems, checkVariants } from './check.ts'

const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('column-encryption', {
  'the bare switch, where a key needs the blind index': { options: () => ({ blind: 'where needed' }) },
  'other patterns beside it': { options: () => ({ blind: 'where needed' }), also: others },
  'a function, in quotes, for 15': {
    options: () => ({
      read: 'function',
      reader: 'clerk',
      key: 'shop.key',
      blindKey: 'shop.blind',
      stretch: true,
    }),
    shape: { quoted: true, target: 15, schema: 'Sales' },
  },
})

checkProblems('column-encryption', {
  'a unique column without a blind index': {
    options: () => ({ blind: 'never' }),
    code: 'column-encryption/unique',
    option: 'blind',
  },
})

describe('the key', () => {
  it('is in no statement', () => {
    const s = shop()
    const { catalog, traits } = compile(on(s, s.design, 'column-encryption'), registry)
    const keys = [...traits.sessions.values()]
    expect(keys).toHaveLength(2)
    for (const key of keys) expect(emit(catalog, 18).text).not.toContain(key)
  })
})
