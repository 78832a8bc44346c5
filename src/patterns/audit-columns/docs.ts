import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'On nearly every table that people change: the first question about a strange row is when it came to be and who touched it last.',
  whenNot:
    'On rows that are written once and never changed, where one time column says it all, or where you need every change rather than the last one: take a history table.',
  gains: [
    'The first answer to "since when?" without any other table',
    'Incremental exports can ask for what changed since their last run',
    'The server keeps the columns, so no code path forgets them',
  ],
  costs: [
    'Only the last change is known, not the ones before',
    'Every update writes the time column, also updates that change nothing',
    'With the user as a reference, a session that says who acts has to name a row by its key: a write is refused that names none (23503), or what can be no key (22P02). A session that says nothing leaves the columns empty',
  ],
  cost: {
    storage: '16 bytes a row; with the user as text some 20 more.',
    writes:
      'One trigger call per inserted or updated row, about a microsecond; no additional row is written.',
    locks:
      'Adding the columns needs no rewrite: now() is stable, so existing rows get the time of the change as a constant.',
  },
  decision: {
    context: 'People will ask when a row was made and last changed, and applications forget to record it.',
    decision:
      'The table carries its times of creation and change, kept by a trigger that also refuses to rewrite the past.',
    consequences:
      'Backfills that must not look like changes have to disable the trigger; the past before the last change is not kept.',
  },
  sources: ['000 I', '003'],
}
