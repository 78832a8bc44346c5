import { flag, interval, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly reason: boolean
  readonly purgeAfter: string
}

export const options = optionsOf<Options>({
  reason: flag(
    'Reason',
    'Record why a row was archived, from the call or from the setting app.archive_reason.',
    true,
  ),
  purgeAfter: interval(
    'Purge after',
    'Make a function that removes rows archived longer ago than this, such as "7 years". Empty: none.',
    '',
  ),
})
