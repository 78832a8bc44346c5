import type { Case } from './types.ts'

export const stateMachine: Case = {
  at: { column: 'status' },
  options: () => ({ history: true }),
  byHand: {
    sql: `create type stage as enum ('New', 'Sent', 'Paid');
      create table stage_moves (from_stage stage, to_stage stage, primary key (from_stage, to_stage));
      create table bills (id int primary key, stage stage not null default 'New');
      create function check_stage() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger check_stage before update on bills for each row execute function check_stage();`,
    target: 'bills.stage',
    options: { initial: 'new' },
  },
}
