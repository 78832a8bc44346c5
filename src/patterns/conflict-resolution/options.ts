import { choice, flag, identifier, optionsOf, text } from '../kit/index.ts'

export interface Options {
  readonly strategy: 'last write wins' | 'keep both' | 'counter'
  readonly older: 'ignore' | 'refuse'
  readonly ahead: string
  readonly counter: string
  readonly merge: boolean
  readonly node: string
}

export const options = optionsOf<Options>({
  strategy: choice(
    'Strategy',
    'Last write wins: the younger of two writes stays. Keep both: a write that did not know the last one is kept aside until someone decides. Counter: each server counts for itself, and the sum is what counts.',
    ['last write wins', 'keep both', 'counter'],
  ),
  older: choice(
    'Older writes',
    'For "last write wins": whether a write that is older than the row is passed over or refused.',
    ['ignore', 'refuse'],
  ),
  ahead: text(
    '5 minutes',
    /^$|^\d{1,5} (second|minute|hour|day)s?$/,
    'write a number and a unit, such as "5 minutes", or leave it empty.',
    {
      title: 'Clocks ahead',
      description:
        'For "last write wins": refuse a time of writing further in the future than this, since it would win for that long. Empty: take any.',
    },
  ),
  counter: identifier('Counter', 'For "counter": what is counted.', 'views'),
  merge: flag(
    'Merging',
    'For "counter": make a function that takes what another server counted, any number of times.',
    true,
  ),
  node: text(
    'app.node',
    /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+$/,
    'write a setting with a dot, such as "app.node".',
    {
      title: 'Setting of the server',
      description:
        'The setting that names this server, such as "eu" or "us". Unset, it counts as an empty name.',
    },
  ),
})
