import type { Claim, Facts } from '../../compile/api.ts'
import { possible, troubles } from './troubles.ts'
import { spare, type U, type Wanted, wanted } from './wanted.ts'

const makeable = (facts: Facts, use: U, w: Wanted): boolean => {
  const [kind, n] = w.role.split(':')
  return kind !== 'hand' || possible(facts, use, Number(n))
}

/** In this phase keys and references are sealed, so that scopes lead and partial keys are told from whole ones. */
export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const made = wanted(facts, use).filter((w) => makeable(facts, use, w))
  return [
    ...troubles(facts, use),
    ...made.map(
      ({ role, elements, include, where, method, because }): Claim<'rows'> => ({
        claim: 'add',
        kind: 'index',
        role,
        name: '',
        table: use.table,
        elements,
        ...(include ? { include } : {}),
        ...(where ? { where } : {}),
        ...(method === undefined ? {} : { method }),
        comment: because,
      }),
    ),
    ...spare(facts, use, made).map((i): Claim<'rows'> => ({ claim: 'omit', index: i.id })),
  ]
}
