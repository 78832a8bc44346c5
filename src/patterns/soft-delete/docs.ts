import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'When deleted rows are still shown (the author of a comment that stays), or when people need a short way back after a mistake.',
  whenNot:
    'As a habit on every table: every query has to remember it, tables only grow, and erasing a person gets harder. Where rows are only kept just in case, an archive table keeps the main table clean.',
  gains: [
    'Undo is one update',
    'Rows that reference a deleted one stay valid',
    'A natural key can be used again after deletion',
  ],
  costs: [
    'Queries on the table itself must leave deleted rows out; the view does it for them',
    'Deleted rows take space and slow scans until they are purged',
    'A unique key that a foreign key points at has to stay total',
  ],
  cost: {
    storage: 'No bytes on live rows beyond the null bitmap; deleted rows stay until purged.',
    writes:
      'Deleting is an update: a new row version and, where deleted_at is in an index predicate, index entries. With a rule for children, have an index on each reference: without one, every deletion reads the whole table of the children.',
    locks:
      'Adding the columns is instant; replacing a unique constraint by a partial index scans the table, so build it concurrently. With a rule for children, adding one locks its parent as the foreign key does; deleting waits for such writers. A plain UPDATE that deletes while one goes on to write the parent, as a kept count does, can end in a deadlock (40P01, try again); the delete function waits before it holds the row.',
  },
  decision: {
    context: 'People delete by mistake and other rows still refer to what was deleted.',
    decision:
      'Rows are marked with a time of deletion; unique keys hold for live rows only, and children follow a stated rule.',
    consequences:
      'Reports read the live view. A purge has to run, or the table only grows. Requests for erasure must reach marked rows too.',
  },
  sources: ['000 II', '002', '003'],
}
