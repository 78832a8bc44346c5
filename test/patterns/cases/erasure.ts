import type { Case } from './types.ts'

export const erasure: Case = {
  at: 'design',
  options: (s) => ({
    columns: [
      { column: s.id('customers.email'), how: 'hash' },
      { column: s.id('orders.note'), how: 'null' },
      { column: s.id('visits.note'), how: 'constant' },
      { column: s.id('posts.title'), how: 'constant' },
      { column: s.id('visits.total'), how: 'keep' },
    ],
    systems: ['search', 'billing'],
  }),
  byHand: {
    sql: `create table users (id int primary key, email text unique, name text not null, phone text);
      create table gdpr_deletion_requests (user_id int primary key, requested_at timestamptz, completed_at timestamptz);
      create function anonymize_user(p int) returns void language sql as $$ update users set email = null, name = 'Deleted user', phone = null where id = p $$;`,
    options: { follow: 'direct' },
  },
  naive: {
    'erasure/not-null': {
      setup: [
        'create table people (id int primary key, name text not null)',
        "insert into people values (1, 'Ann')",
      ],
      then: { refused: 'update people set name = null', state: '23502' },
    },
    'erasure/unique-constant': {
      setup: [
        'create table people (id int primary key, email text unique)',
        "insert into people values (1, 'a@b.c'), (2, 'd@e.f')",
      ],
      then: { refused: "update people set email = 'erased'", state: '23505' },
    },
    'erasure/key': {
      setup: [
        'create table people (email text primary key)',
        'create table letters (recipient text references people)',
        "insert into people values ('a@b.c')",
        "insert into letters values ('a@b.c')",
      ],
      then: { refused: "update people set email = 'erased'", state: '23503' },
    },
  },
}
