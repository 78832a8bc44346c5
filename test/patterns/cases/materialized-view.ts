import type { Case } from './types.ts'

export const materializedView: Case = {
  at: 'design',
  byHand: {
    sql: `create table sales (id int primary key, shop text not null, amount numeric);
      create materialized view sales_by_shop as select shop, sum(amount) as amount from sales group by shop;
      create unique index on sales_by_shop (shop);`,
    options: { name: 'sales_by_shop', staleness: 'none' },
  },
}
