import type { Id } from '../../base/index.ts'
import type { Use } from '../../compile/api.ts'
import {
  choice,
  columns,
  flag,
  identifier,
  interval,
  optionsOf,
  roleName,
  tables,
  whole,
} from '../kit/index.ts'

export interface Options {
  readonly name: string
  readonly order: 'aggregate' | 'none'
  readonly dead: 'continue' | 'wait'
  readonly attempts: number
  readonly backoff: string
  readonly longest: string
  readonly keep: string
  readonly notify: boolean
  readonly inbox: boolean
  readonly relay: string
  readonly tables: readonly Id<'table'>[]
  readonly payload: 'row' | 'key'
  readonly without: readonly Id<'column'>[]
}
export type U = Use<Options>

export const options = optionsOf<Options>({
  name: identifier('Table', 'The name of the table of messages.', 'outbox'),
  order: choice(
    'Order',
    'aggregate: messages about one thing are handed out one at a time, in the order in which their transactions wrote them. none: as soon as there are hands.',
    ['aggregate', 'none'],
  ),
  dead: choice(
    'After a dead message',
    'continue: later messages about the same thing go on. wait: they stay until someone has dealt with it.',
    ['continue', 'wait'],
  ),
  attempts: whole('Attempts', 'After so many failed attempts a message is dead.', 10, 1, 1000),
  backoff: interval('Wait after a failure', 'Doubles with every further attempt.', '1 second'),
  longest: interval('Longest wait', 'The wait after a failure grows no longer than this.', '1 hour'),
  keep: interval('Keep sent messages', 'What the purge leaves, unless it is told otherwise.', '7 days'),
  notify: flag(
    'Wake the relay',
    'NOTIFY on the channel of the table’s name when a message is committed.',
    true,
  ),
  inbox: flag('Inbox', 'Make the table with which a consumer takes each message only once.', false),
  relay: roleName(
    'Role of the relay',
    'A role that may claim and confirm messages and nothing else. Empty: none is made.',
    'outbox_relay',
    true,
  ),
  tables: tables('Tables that publish', 'Every change of a row of these tables writes a message.'),
  payload: choice(
    'Payload of a change',
    'row: the whole row. key: its key alone, so that no value is copied.',
    ['row', 'key'],
  ),
  without: columns('Columns left out', 'Columns that no payload holds.'),
})
