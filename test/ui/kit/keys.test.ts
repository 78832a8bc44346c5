import { describe, expect, it } from 'vitest'
import { type KeyEntry, matches, shellKeys, spoken } from '../../../src/ui/kit/keys.ts'
import { panelKeys } from '../../../src/ui/kit/panel-keys.ts'

const press = (key: string, more: Partial<Parameters<typeof matches>[1]> = {}) => ({
  key,
  code: /^\d$/.test(key) ? `Digit${key}` : '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

describe('matches', () => {
  it.each([
    ['Mod+K', press('k', { ctrlKey: true }), false, true],
    ['Mod+K', press('k', { metaKey: true }), true, true],
    ['Mod+K', press('k', { metaKey: true }), false, false],
    ['Mod+K', press('k', { ctrlKey: true }), true, false],
    ['Mod+K', press('k', { ctrlKey: true, metaKey: true }), true, false],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
    ['?', press('?', { shiftKey: true }), false, true],
    ['[', press('['), false, true],
    ['[', press('[', { altKey: true }), false, false],
    ['Alt+1', press('¡', { altKey: true, code: 'Digit1' }), true, true],
    ['Alt+1', press('!', { altKey: true, shiftKey: true, code: 'Digit1' }), false, false],
    ['1', press('!', { shiftKey: true, code: 'Digit1' }), false, false],
    ['Shift+1', press('!', { shiftKey: true, code: 'Digit1' }), false, true],
    ['Shift+1', press('1'), false, false],
    ['Enter', press('Enter', { shiftKey: true }), false, false],
    ['Plus', press('+', { shiftKey: true }), false, true],
    ['Plus', press('+'), false, true],
    ['Plus', press('='), false, false],
  ] as const)('%s %o on Apple: %s is %s', (combo, event, apple, expected) => {
    expect(matches(combo, event, apple)).toBe(expected)
  })
})

it('no combination does two things on the page', () => {
  const all = (shellKeys as readonly KeyEntry[]).flatMap((k) => k.keys)
  expect(new Set(all).size).toBe(all.length)
})

it('every entry says what it does', () => {
  for (const k of [...shellKeys, ...panelKeys]) expect(k.label).not.toBe('')
})

it.each([
  ['Mod+Shift+Z', false, 'Ctrl+Shift+Z'],
  ['Mod+Shift+Z', true, '⌘⇧Z'],
  ['Alt+ArrowUp', false, 'Alt+↑'],
  ['Plus', false, '+'],
] as const)('%s on Apple: %s is read as %s', (combo, apple, expected) => {
  expect(spoken(combo, apple)).toBe(expected)
})
