import { checkProblems, checkVariants } from './check.ts'

const inPlace = { add: false, natural: [] }
const others = [
  'audit-columns',
  'row-version',
  'history-table',
  'soft-delete',
  'exclusive-arc',
  'state-machine',
  'tenancy-row',
]

checkVariants('surrogate-key', {
  'the bare switch on a key that is a number': { options: () => ({ ...inPlace, kind: 'identity' }) },
  'a number becomes a UUID, and what refers to it follows': {
    options: () => ({ ...inPlace, kind: 'uuidv7' }),
    also: others,
  },
  'a random UUID in place': { options: () => ({ ...inPlace, kind: 'uuidv4' }) },
  'a UUID in place for 15, in quotes': {
    options: () => ({ ...inPlace, kind: 'uuidv7' }),
    shape: { target: 15, quoted: true, schema: 'Sales' },
  },
  'a number beside the old key, with other patterns': {
    options: () => ({ kind: 'identity', add: true, natural: [] }),
    also: others,
  },
  'numbers that imports may give': {
    options: (s) => ({
      kind: 'identity',
      add: true,
      given: true,
      column: 'row_id',
      natural: [s.id('orders.number'), s.id('orders.status')],
    }),
    shape: { composite: true },
  },
})

checkProblems('surrogate-key', {
  'a natural key of another table': {
    options: (s) => ({ natural: [s.id('orders.number'), s.id('posts.title')] }),
    code: 'surrogate-key/natural-gone',
    option: 'natural',
  },
})
