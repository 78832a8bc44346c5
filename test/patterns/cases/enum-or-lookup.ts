import type { Case } from './types.ts'

export const enumOrLookup: Case = {
  at: { column: 'status' },
  options: () => ({
    form: 'lookup',
    values: ['new', 'paid', { id: 'gone', name: "won't pay" }],
    initial: 'new',
  }),
  byHand: {
    sql: `create table shirts (id int primary key, size varchar(2) not null check (size in ('S', 'M', 'XL')));`,
    target: 'shirts.size',
    options: { form: 'check' },
  },
}
