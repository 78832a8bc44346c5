import type { Case } from './types.ts'

export const readModel: Case = {
  at: 'design',
  guarded: () => ({ kept: 'queue' }),
  byHand: {
    sql: `create table votes (id int primary key, post int not null);
      create table post_scores (post int primary key, votes bigint not null);
      create function score() returns trigger language plpgsql as $$ begin insert into post_scores select post, count(*) from votes where post = new.post group by post on conflict (post) do update set votes = excluded.votes; return null; end $$;
      create trigger score after insert or update on votes for each row execute function score();`,
    options: { name: 'post_scores', kept: 'trigger' },
  },
}
