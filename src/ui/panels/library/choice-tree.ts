import type { Topic } from './choice-types.ts'

/** How a table holds a tree. */
export const tree: Topic = {
  id: 'tree',
  title: 'Trees in a table',
  about: 'One parent column is always enough to write; the others trade writes for reads.',
  questions: [
    {
      id: 'mix',
      text: 'What happens more?',
      answers: [
        {
          label: 'Adding and moving',
          speaks: {
            'adjacency-list': [3, 'a move is one update'],
            'closure-table': [1, 'a move rewrites the paths of one branch'],
          },
        },
        {
          label: 'Reading whole branches',
          speaks: {
            'closure-table': [3, 'a branch is one join, without recursion'],
            'materialized-path': [2, 'a branch is one range of an index'],
          },
        },
        {
          label: 'Reading only; it hardly ever changes',
          speaks: { 'nested-sets': [3, 'a branch is one interval; moves are dear'] },
        },
      ],
    },
    {
      id: 'depth',
      text: 'How deep does it go?',
      answers: [
        {
          label: 'A few levels',
          speaks: {
            'adjacency-list': [1, 'recursion over a few levels is quick'],
            'materialized-path': [1, 'paths stay short'],
          },
        },
        {
          label: 'Deep, or nobody knows',
          speaks: { 'closure-table': [1, 'depth costs rows, not recursion'] },
        },
      ],
    },
    {
      id: 'ask',
      text: 'Is the path itself shown or searched?',
      answers: [
        {
          label: 'Yes',
          speaks: { 'materialized-path': [2, 'the path is a value with operators and an index'] },
        },
        { label: 'No', speaks: {} },
      ],
    },
  ],
}
