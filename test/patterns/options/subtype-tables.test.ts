import { checkProblems, checkVariants } from './check.ts'

const kind = (name: string, table?: string) => ({ name, columns: [], ...(table ? { table } : {}) })
const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('subtype-tables', {
  'tables of the design': {
    options: (s) => ({ subtypes: [kind('post', s.id('posts')), kind('other')], initial: 'other' }),
  },
  'tables of the design with other patterns': {
    options: (s) => ({ subtypes: [kind('post', s.id('posts')), kind('other')] }),
    also: others,
  },
  'one kind without a view, in quotes, for 15': {
    options: () => ({ subtypes: [kind('only')], views: false, discriminator: 'is_a' }),
    shape: { quoted: true, target: 15 },
  },
})

checkProblems('subtype-tables', {
  'no kinds': { options: () => ({ subtypes: [] }), code: 'subtype-tables/no-subtypes', option: 'subtypes' },
  'a kind twice': {
    options: () => ({ subtypes: [kind('a'), kind('a')] }),
    code: 'subtype-tables/twice',
    option: 'subtypes',
  },
  'a column called like the kind': {
    options: () => ({ subtypes: [{ name: 'a', columns: [{ name: 'kind', type: 'text' }] }] }),
    code: 'subtype-tables/column-twice',
    option: 'subtypes',
  },
  'a table with another key': {
    options: (s) => ({ subtypes: [kind('a', s.id('photos'))] }),
    code: 'subtype-tables/misfit',
    option: 'subtypes',
  },
  'columns for a kind that has a table': {
    options: (s) => ({
      subtypes: [{ name: 'a', table: s.id('posts'), columns: [{ name: 'size', type: 'integer' }] }],
    }),
    code: 'subtype-tables/columns-ignored',
    option: 'subtypes',
  },
  'a default that is no kind': {
    options: () => ({ subtypes: [kind('a')], initial: 'b' }),
    code: 'subtype-tables/no-initial',
    option: 'initial',
  },
})
