import type { Case } from './types.ts'

export const junction: Case = {
  at: 'table',
  options: (s) => ({ with: [s.id('posts')], payload: [{ name: 'since', type: 'date', required: true }] }),
  byHand: {
    sql: `create table students (id int primary key); create table courses (code text primary key);
      create table enrolments (student_id int references students on delete cascade, course_code text references courses on delete cascade,
        grade numeric, enrolled_on date not null default current_date, primary key (student_id, course_code));
      create index on enrolments (course_code);`,
    target: 'students',
    options: { onDelete: 'cascade' },
  },
}
