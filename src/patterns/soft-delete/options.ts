import { choice, flag, optionsOf, text } from '../kit/index.ts'

export interface Options {
  readonly by: boolean
  readonly view: boolean
  readonly children: 'refuse' | 'cascade' | 'leave'
  readonly guard: boolean
  readonly purgeAfter: string
}

/** Simple intervals such as `90 days`; anything richer belongs into the call. */
const interval = /^$|^\d{1,5} (day|week|month|year)s?$/

export const options = optionsOf<Options>({
  by: flag('Who deleted', 'Record the acting user beside the time of deletion.', true),
  view: flag('View of live rows', 'Make a view that shows only rows that are not deleted.', true),
  children: choice(
    'Children',
    'What happens to live rows that reference a row being deleted: refuse the deletion, mark them deleted too, or leave them.',
    ['refuse', 'cascade', 'leave'],
  ),
  guard: flag(
    'Guard against DELETE',
    'Refuse DELETE on rows that are not marked deleted, so that only a purge removes rows.',
    false,
  ),
  purgeAfter: text('', interval, 'write a number and a unit, such as "90 days", or leave it empty', {
    title: 'Purge after',
    description:
      'Make a function that removes rows deleted longer ago than this, such as "90 days". Empty: none.',
  }),
})
