import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows of two tables belong together in any number, both ways: students and courses, posts and tags, people and teams.',
  whenNot:
    'When a row has one parent only: a foreign key says it. When the link has a life of its own, with states and references to it: give it a table with a key of its own.',
  gains: [
    'Each link is there once, and both ends of it exist',
    'Found by index from either side',
    'What is to be said about the link has a place: since when, in which role',
  ],
  costs: ['A join more in every query across', 'A link cannot be referenced by one column'],
  cost: {
    storage: 'One narrow row and two index entries a link; for narrow keys about 150 bytes in all.',
    writes: 'An insert with two look-ups of parents and two index entries.',
    locks:
      'A link takes a share lock on the key of both its rows, so they can be changed but not deleted meanwhile.',
  },
  decision: {
    context:
      'Rows of the tables are joined many to many, and lists in a column cannot be referenced or indexed from both sides.',
    decision:
      'A table of links whose primary key is made of the keys of both sides, with an index for the way back.',
    consequences: 'Links are written and removed as rows. Deleting an end follows the chosen rule.',
  },
  sources: ['002', '003'],
}
