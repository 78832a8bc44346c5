import { describe, expect, it } from 'vitest'
import { type Address, formatAddress, isStep, parseAddress } from '../../../src/ui/shell/url.ts'

const id = '0123456789abcdef0123456789abcdef'
const addresses: readonly Address[] = [
  { at: 'start' },
  { at: 'shared', fragment: '1aBc-_9' },
  { at: 'design', id, selected: [] },
  { at: 'design', id, selected: ['ab12cd34.7', 'soft-delete@ab12cd34.7#1/deleted_at'], dock: 'checks' },
]

it.each(addresses)('%o survives the address bar', (a) => {
  expect(parseAddress(formatAddress(a))).toEqual(a)
})

it.each(['&utm_source=chat', '=', '?a=b'])('a link with %s put behind it is a link', (more) => {
  expect(parseAddress(`#1aBc-_9${more}`)).toEqual({ at: 'shared', fragment: `1aBc-_9${more}` })
})

describe('what is no address of ours', () => {
  it.each(['#d=', '#d=../../x', '#d=<script>', '#x=1', `#d=${'a'.repeat(65)}`, ''])(
    '%s is the start',
    (hash) => {
      expect(parseAddress(hash)).toEqual({ at: 'start' })
    },
  )
})

it('only opening and leaving are steps for Back', () => {
  const open: Address = { at: 'design', id, selected: [] }
  expect(isStep({ at: 'start' }, open)).toBe(true)
  expect(isStep(open, { at: 'design', id: 'other', selected: [] })).toBe(true)
  expect(isStep(open, { at: 'design', id, selected: ['x'], dock: 'rows' })).toBe(false)
})
