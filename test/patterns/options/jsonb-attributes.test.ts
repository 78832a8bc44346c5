import { checkProblems, checkVariants } from './check.ts'

const others = ['audit-columns', 'history-table', 'soft-delete', 'tenancy-row']

checkVariants('jsonb-attributes', {
  'the bare switch': { options: () => ({ paths: [], required: [] }) },
  'the default index and a flag': {
    options: () => ({
      gin: 'default',
      paths: [{ path: 'sold', type: 'boolean' }],
      required: ['sold', "it's"],
    }),
    also: others,
  },
  'no containment, in quotes, for 15': {
    options: () => ({ gin: 'none', column: 'extra' }),
    shape: { quoted: true, target: 15 },
  },
})

checkProblems('jsonb-attributes', {
  'a date': {
    options: () => ({ paths: [{ path: 'made', type: 'date' }] }),
    code: 'jsonb-attributes/not-immutable',
    option: 'paths.0.type',
  },
  'a path twice': {
    options: () => ({ paths: ['a', 'b', 'a'].map((path) => ({ path, type: 'text' })) }),
    code: 'jsonb-attributes/path-twice',
    option: 'paths',
  },
  'a number with keys within it': {
    options: () => ({
      paths: [
        { path: 'maker.name', type: 'text' },
        { path: 'maker', type: 'numeric' },
      ],
    }),
    code: 'jsonb-attributes/path-within',
    option: 'paths',
  },
  'a text with keys within it': {
    options: () => ({
      paths: ['a.b', 'a', 'a.b.c'].map((path) => ({ path, type: 'text' })),
      required: ['a'],
    }),
    code: 'jsonb-attributes/path-within',
    option: 'paths',
  },
  'a required path': {
    options: () => ({ required: ['maker.name'] }),
    code: 'jsonb-attributes/required-path',
    option: 'required',
  },
})
