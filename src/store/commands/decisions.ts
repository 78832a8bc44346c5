import type { Clock, Id } from '../../base/index.ts'
import { change, type DecisionRecord, plainChoiceOf } from '../../design/index.ts'
import type { Attempt, Decided } from '../types.ts'
import { type Context, done, each, need, objectFor, refuse } from './context.ts'

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** The day on the calendar of whoever decides: their own day, not Greenwich's. */
const today = (clock: Clock): string => {
  const now = new Date(clock())
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate())
}

/** Whether it is a day as `yyyy-mm-dd`: JavaScript takes the 31st of February for one in March. */
const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** With these members; those set to undefined go. */
const withSet = (record: DecisionRecord, set: Decided): DecisionRecord =>
  Object.fromEntries(
    Object.entries({ ...record, ...set }).filter(([, v]) => v !== undefined),
  ) as unknown as DecisionRecord

/** Whether there is something to decide about: a use, or a table for a choice that switches nothing on. */
const subject = (x: Context, use: Id<'use'>) => {
  const plain = plainChoiceOf(use)
  return plain && objectFor(x, 'table', plain.table) ? undefined : need(x, 'use', use)
}

/**
 * Writes down why a use is on, or why a table has none (`plainChoiceId`): a record that is new has today's date,
 * one that is there keeps what is not named.
 */
export const decide = (x: Context, use: Id<'use'>, set: Decided): Attempt => {
  const u = subject(x, use)
  if (u && !u.ok) return u
  if (set.date !== undefined && !isDay(set.date))
    return refuse('A date has a year, a month and a day: 2026-11-21.', use)
  const old = [...each(x.design, 'decision')].find((d) => d.use === use)
  const record: DecisionRecord = old ?? {
    kind: 'decision',
    id: x.newId<'decision'>(),
    use,
    status: 'accepted',
    date: today(x.clock),
  }
  return done(`${old ? 'Change' : 'Add'} decision record`, [change(withSet(record, set))], {
    merge: `decision ${record.id} ${Object.keys(set).join(' ')}`,
  })
}
