import type { Case } from './types.ts'

export const blueGreenTable: Case = {
  at: 'table',
  byHand: {
    sql: `create table ledger (id int primary key, amount numeric);
      create table ledger_v2 (id bigint primary key, amount numeric);
      create function copy_ledger() returns trigger language plpgsql as $$ begin insert into ledger_v2 values (new.id, new.amount); return null; end $$;
      create trigger copy_ledger after insert on ledger for each row execute function copy_ledger();`,
    target: 'ledger',
    options: { sync: 'forward', active: 'old' },
  },
}
