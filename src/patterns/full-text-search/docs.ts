import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'People look for rows by words: articles, products, tickets, messages, up to some millions of them.',
  whenNot:
    'For parts of words and misspellings (trigrams do that), for codes and numbers (an ordinary index does), and where search is the product: a search engine fed by an outbox ranks better.',
  gains: [
    'Words are found in every form of their language',
    'Results are as fresh as the rows, in the same transaction',
    'What matters more ranks higher, by weight of the column',
    'No second system to run and to keep in step',
  ],
  costs: [
    'One language a search; mixed texts are stemmed as if they were of that one',
    'Ranking reads every match, so very common words are slow to rank',
    'Behind row security the match does not reach the index',
  ],
  cost: {
    storage: 'The column takes about half of the text; the index about as much again.',
    writes:
      'Each write splits its text into words, and each word is an entry that the index collects and merges later.',
    locks:
      'The generated column rewrites a filled table under an exclusive lock; the index alone can be built concurrently.',
  },
  decision: {
    context: 'A search by LIKE reads every row and misses other forms of a word.',
    decision: 'PostgreSQL keeps the words of each row, weighted by column, and an index finds them.',
    consequences:
      'The language is part of the schema. Columns that come later are added to the search on purpose.',
  },
  sources: ['004'],
}
