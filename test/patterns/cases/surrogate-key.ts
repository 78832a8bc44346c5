import type { Case } from './types.ts'

export const surrogateKey: Case = {
  at: 'table',
  options: (s, site) => ({ kind: 'uuidv7', add: true, natural: [s.id(`${site}.number`)] }),
  byHand: {
    sql: `create table countries (id serial primary key, code char(2) not null unique);`,
    target: 'countries',
    options: { kind: 'identity' },
  },
}
