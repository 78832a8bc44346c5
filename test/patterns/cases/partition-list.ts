import type { Case } from './types.ts'

export const partitionList: Case = {
  at: 'table',
  sites: ['visits'],
  options: (s, site) => ({
    column: s.id(`${site}.number`),
    groups: [
      { name: 'ab', values: ['A', 'B'], tablespace: '' },
      { name: 'c', values: ["it's C"], tablespace: '' },
    ],
  }),
  byHand: {
    sql: `create table sales (id int not null, region text not null, total numeric) partition by list (region);
      create table sales_us partition of sales for values in ('US');
      create table sales_eu partition of sales for values in ('EU', 'GB');`,
    target: 'sales',
    options: {
      rest: false,
      groups: [
        { name: 'eu', values: ['EU', 'GB'] },
        { name: 'us', values: ['US'] },
      ],
    },
  },
}
