import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows belong to single people and no one else has any business with them: notes, drafts, personal settings, messages.',
  whenNot:
    'Where rows are shared in teams or by rules that change: then membership decides, and a policy joins it. Between organizations, tenancy keeps them apart.',
  gains: [
    'The database keeps people apart, whichever query forgets to',
    'Reading, adding, changing and removing each have a rule',
    'It holds beside tenancy: both have to allow a row',
    'Mirrors of a row, and other halves of it, are kept from others as the row is',
    'Who may not add a row cannot bring it back from an archive; who may not change it cannot write events of it',
  ],
  costs: [
    'Every connection has to say who acts',
    'Reports and jobs need the admin role or the owner of the table',
    'Operators that are not leakproof lose their index behind a policy',
  ],
  cost: {
    storage: 'The name of the owner a row, and one index.',
    writes: 'One comparison a row.',
    locks: 'Adding the column is instant; switching row level security on takes a short exclusive lock.',
  },
  decision: {
    context: 'Rows belong to single people, and a forgotten condition in a query would show them to others.',
    decision: 'Each row names its owner; policies let people reach their own rows, and an admin role all.',
    consequences:
      'Sessions set the acting person. The owner of the table is not bound unless tenancy forces it.',
  },
  sources: ['001'],
}
