import type { Case } from './types.ts'

export const adjacencyList: Case = {
  at: 'table',
  byHand: {
    sql: `create table departments (id int primary key, name text, reports_to int references departments on delete set null);
      create function no_loop() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger no_loop before update on departments for each row execute function no_loop();`,
    target: 'departments',
    options: { cycles: true, onDelete: 'set null' },
  },
}
