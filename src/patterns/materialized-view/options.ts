import { choice, optionsOf, query, type SqlOption, text, words } from '../kit/index.ts'

export const rhythms = ['15 minutes', '5 minutes', '1 hour', '1 day', 'by hand'] as const

export interface Options {
  readonly query?: SqlOption | undefined
  readonly name: string
  readonly key: readonly string[]
  readonly staleness: 'log' | 'column' | 'none'
  readonly every: (typeof rhythms)[number]
}

export const options = optionsOf<Options>({
  query: query(
    'Query',
    'What the view keeps. Empty: how many rows of one table each row of another has, along the first reference.',
  ),
  name: text('', /^$|^[a-z_][a-z0-9_]{0,50}$/, 'write a name of small letters, digits and underscores.', {
    title: 'Name',
    description: 'Empty: named after the tables of the first reference, or "summary".',
  }),
  key: words(
    'Key',
    'Columns of the query that together identify a row; a refresh that does not lock readers out needs them. Empty: the first one.',
    [],
  ),
  staleness: choice(
    'How old it is',
    'A log of refreshes, shown by the view that people read; a column in every stored row, which each refresh rewrites; or nowhere.',
    ['log', 'column', 'none'],
  ),
  every: choice('Refreshed', 'How often the schedule that comes along refreshes it.', rhythms),
})
