import type { Case } from './types.ts'

export const compatView: Case = {
  at: 'table',
  options: (s, site) => ({
    name: `${site} of old`,
    renamed: [{ column: s.id(`${site}.number`), was: 'No.' }],
    without: [s.id(`${site}.note`)],
    until: '2027-01-31',
  }),
  byHand: {
    sql: `create table people (id int primary key, full_name text not null, email text);
      create view persons as select id, full_name as name, email from people;`,
    target: 'people',
    options: { name: 'persons', writes: 'through' },
  },
}
