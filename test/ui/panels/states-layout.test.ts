import { expect, it } from 'vitest'
import { depths, draw, type Machine } from '../../../src/ui/panels/inspector/patterns/states-layout.ts'

const machine: Machine = {
  states: ['draft', 'active', 'closed', 'lost'].map((s) => ({ id: s, name: s })),
  transitions: [
    { from: 'draft', to: 'active' },
    { from: 'active', to: 'closed' },
    { from: 'closed', to: 'active' },
  ],
  initial: 'draft',
  terminal: ['closed'],
}

it('rows follow the distance from the start; what cannot be reached comes last', () => {
  expect(Object.fromEntries(depths(machine))).toEqual({ draft: 0, active: 1, closed: 2, lost: 3 })
})
it('boxes stay inside and do not overlap', () => {
  const { spots } = draw(machine, 280)
  for (const s of spots) expect(s.x + s.width).toBeLessThanOrEqual(280)
  expect(new Set(spots.map((s) => s.y)).size).toBe(4)
})
it('a transition of a missing state is not drawn', () => {
  const broken = { ...machine, transitions: [...machine.transitions, { from: 'draft', to: 'nowhere' }] }
  expect(draw(broken, 280).arrows).toHaveLength(3)
})
