import type { Case } from './types.ts'

export const trackedColumns: Case = {
  at: 'table',
  options: (s, site) => ({ columns: [s.id(`${site}.note`), s.id(`${site}.total`)] }),
  byHand: {
    sql: `create extension if not exists btree_gist;
      create table employees (id int primary key, name text, salary numeric not null);
      create table employee_salary_history (id bigserial primary key, employee_id int not null references employees, salary numeric not null, effective tstzrange not null, exclude using gist (employee_id with =, effective with &&));
      create function keep_salary() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger keep_salary after insert or update on employees for each row execute function keep_salary();`,
    target: 'employees',
    options: { actor: false },
  },
}
