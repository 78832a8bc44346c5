import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'On every table that is joined, filtered or sorted by something other than its key: write down the queries that matter and let the indexes follow from them.',
  whenNot:
    'On small tables, which are read whole anyway, and as a reflex on each column: every index is written with every row, and one that no query uses only costs.',
  gains: [
    'Each reference can be looked up from the parent’s side, so deleting a parent does not read the table',
    'Composite indexes come in the order that serves the query: equality, order, range',
    'With tenants the tenant leads, as the policy asks for it first',
    'Indexes that repeat another one are left out',
  ],
  costs: [
    'Each index takes space and is written with each row',
    'An update of an indexed column can no longer be done in place',
    'Operators that are not leakproof cannot use an index behind a policy',
  ],
  cost: {
    storage: 'About 20 to 40 bytes a row for each index on short columns, more with included columns.',
    writes: 'One index entry more with each insert, and with each update that touches its columns.',
    locks:
      'Building one on a filled table locks writers out while it reads the table; CREATE INDEX CONCURRENTLY, alone and outside a transaction, does not. The DDL here is that of a new database and builds them plainly.',
  },
  decision: {
    context: 'The important queries are known, and reading whole tables for them does not scale.',
    decision:
      'Indexes are derived from references and from sample queries, ordered by equality, sort and range, and redundant ones are left out.',
    consequences:
      'A new query is added to the plan before it goes live. Indexes that are never scanned are found by watching and removed.',
  },
  sources: ['003', '004'],
}
