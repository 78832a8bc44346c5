import type { Case } from './types.ts'

export const fullTextSearch: Case = {
  at: 'table',
  byHand: {
    sql: `create table articles (id int primary key, title text not null, body text);
      create index on articles using gin (to_tsvector('english', title || ' ' || coalesce(body, '')));`,
    target: 'articles',
    options: { kept: 'index', configuration: 'english' },
  },
}
