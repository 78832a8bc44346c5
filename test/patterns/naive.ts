import { cases } from './cases/index.ts'
import type { Naive } from './cases/types.ts'

/** Issues of compile itself. */
const own: Readonly<Record<string, Naive>> = {
  'column/retyped-twice': {
    setup: [
      `create type size as enum ('S', 'M')`,
      `create type stage as enum ('draft', 'sent')`,
      `create table goods (id int primary key, word size)`,
      `alter table goods alter word type stage using null`,
      `insert into goods values (1, 'draft')`,
    ],
    then: {
      breaks: `select count(*) > 0 from goods where word::text not in ('S', 'M')`,
      promise: 'the column holds nothing but the values of the first list',
    },
  },
}

/** By the code. */
export const naive: Readonly<Record<string, Naive>> = Object.assign(
  {},
  own,
  ...Object.values(cases).map((c) => c.naive ?? {}),
)
