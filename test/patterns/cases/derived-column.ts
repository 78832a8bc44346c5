import type { Case } from './types.ts'

export const derivedColumn: Case = {
  at: { column: 'total' },
  // Nothing references visits, so its column is generated.
  options: (s, site) =>
    site === 'orders'
      ? { kind: 'count' }
      : {
          kind: 'generated',
          expression: { text: ['length(', ')'], refs: [{ id: s.id('visits.number'), as: 'name' }] },
        },
  byHand: {
    sql: `create table topics (id int primary key, replies int not null default 0);
      create table replies (id int primary key, topic_id int not null references topics);
      create function count_reply() returns trigger language plpgsql as $$ begin update topics set replies = replies + 1 where id = new.topic_id; return null; end $$;
      create trigger count_reply after insert on replies for each row execute function count_reply();`,
    target: 'topics.replies',
    options: { kind: 'count' },
  },
}
