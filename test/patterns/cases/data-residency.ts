import type { Case } from './types.ts'

export const dataResidency: Case = {
  at: 'table',
  sites: ['visits'],
  byHand: {
    sql: `create table people (id int, country text not null check (country in ('DE', 'FR', 'US')), primary key (id, country)) partition by list (country);
      create table people_eu partition of people for values in ('DE', 'FR');
      create table people_us partition of people for values in ('US');`,
    target: 'people',
    options: {
      stay: false,
      regions: [
        { name: 'eu', values: ['DE', 'FR'] },
        { name: 'us', values: ['US'] },
      ],
    },
  },
}
