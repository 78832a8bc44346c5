import type { Case } from './types.ts'

export const bitemporal: Case = {
  at: 'table',
  options: (s, site) => ({ key: [s.id(`${site}.number`)] }),
  guarded: () => ({ guard: true }),
  byHand: {
    sql: `create extension if not exists btree_gist;
      create table postings (id uuid primary key, employee_id uuid not null, department text not null,
        valid daterange not null, recorded tstzrange not null default tstzrange(now(), null),
        exclude using gist (employee_id with =, valid with &&, recorded with &&));`,
    target: 'postings',
    options: { unit: 'date' },
  },
  naive: {
    'timed/twice': {
      extensions: ['btree_gist'],
      setup: [
        `create table wages (id int primary key, person int, effective daterange, valid daterange, recorded daterange,
          exclude using gist (person with =, effective with &&),
          exclude using gist (person with =, valid with &&, recorded with &&))`,
        "insert into wages values (1, 7, '[2024-01-01,)', '[2024-01-01,)', '[2024-01-01,2025-01-01)')",
      ],
      then: {
        refused: "insert into wages values (2, 7, '[2024-01-01,)', '[2024-01-01,)', '[2025-01-01,)')",
        state: '23P01',
      },
    },
  },
}
