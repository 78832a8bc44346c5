import { describe, expect, it } from 'vitest'
import { fragmentFlaw, listItems } from '../../src/sql/index.ts'

describe('a list as typed', () => {
  it.each([
    ['a, b', ['a', 'b']],
    ['room with =, tstzrange(a, b) with &&', ['room with =', 'tstzrange(a, b) with &&']],
    ["'a,b', $$c,d$$, array[1, 2]", ["'a,b'", '$$c,d$$', 'array[1, 2]']],
    ['"x,y" /* , */', ['"x,y" /* , */']],
    ['a,', ['a', '']],
    ['  ', []],
  ])('%s', (text, items) => expect(listItems(text)).toEqual(items))
})

describe('a fragment that', () => {
  it.each([
    ['ends in time', "a > (b) and c = 'it''s' -- why", undefined],
    ['holds brackets', '(array[1, 2])[1]', undefined],
    ['holds them in a constant', "a = ')' and b = $$ ( $$", undefined],
    ['never closes', 'a > (b', /“\(” is not closed. Add “\)”/],
    ['closes too much', 'true); drop table x; --', /“true\)” closes .* not open/],
    ['crosses its brackets', 'a[(1])', /closes .* not open/],
    ['never ends its quote', "a = 'b", /“'b” never ends/],
    ['never ends its comment', 'a /* b', /never ends/],
    ['ends the statement', 'a; drop table x', /end the statement/],
    ['is a comment', '/* a */', /no expression/],
    ['is empty', ' ', /no expression/],
  ])('%s', (_what, text, flaw) => {
    if (flaw) expect(fragmentFlaw(text)).toMatch(flaw)
    else expect(fragmentFlaw(text)).toBeUndefined()
  })
})
