import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A column holds one of a few words: a kind, a size, a priority, a status without rules of its own. An enum where the words seldom change, a table where people or releases add to them or they carry more than a name, a CHECK for two or three that never do.',
  whenNot:
    'Where only some changes from one value to another are allowed: that is a state machine. Where the list belongs to each tenant or to the users: that is a table of their own.',
  gains: [
    'A misspelt word is refused, whoever writes it',
    'The list can be read from the schema',
    'One form can become another later without changing what rows say',
  ],
  costs: [
    'An enum never loses a value without a new type, and a new one can be used only once the change that adds it is committed; renaming one is easy',
    'A table costs a look-up at each write',
    'Changing a CHECK looks at every row unless it is validated later',
  ],
  cost: {
    storage: 'An enum takes 4 bytes a row; text takes its length. A table of values is a few rows.',
    writes: 'An enum and a CHECK cost next to nothing; a table costs one look-up of its key, from memory.',
    locks:
      'Adding an enum value and adding a row of the table touch no other row. Turning text into an enum rewrites the table.',
  },
  decision: {
    context: 'A column of free text collects misspellings, and queries by it miss rows.',
    decision: 'The column is limited to a list of values, in the form that suits how often the list changes.',
    consequences: 'Releases that need a new value add it first. Reports can rely on the list.',
  },
  sources: ['003', '002'],
}
