import { checkProblems } from './check.ts'

checkProblems('exclusive-arc', {
  'no parents': {
    options: () => ({ parents: [] }),
    code: 'exclusive-arc/parents',
    option: 'parents',
  },
  'a parent twice': {
    options: (s) => ({ parents: [s.id('posts'), s.id('posts')] }),
    code: 'exclusive-arc/parents',
    option: 'parents',
  },
  'a parent that is gone': {
    options: () => ({ parents: ['gone.1'] }),
    code: 'exclusive-arc/parent-gone',
    option: 'parents',
  },
})
