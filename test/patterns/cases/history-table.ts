import type { Case } from './types.ts'

export const historyTable: Case = {
  at: 'table',
  byHand: {
    sql: `create table prices (sku text primary key, amount numeric);
      create table prices_history (sku text, amount numeric, sys_period tstzrange not null, op text);
      create function keep_price() returns trigger language plpgsql as $$ begin insert into prices_history values (old.sku, old.amount, tstzrange(null, now()), tg_op); return new; end $$;
      create trigger keep before update or delete on prices for each row execute function keep_price();`,
    target: 'prices',
    options: { actor: false },
  },
}
