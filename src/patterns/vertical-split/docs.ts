import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A busy table has a few wide columns that are rarely read, and each small change writes the whole row anew.',
  whenNot:
    'Where the wide values are large texts or JSON that PostgreSQL stores out of line anyway, or where most queries need both halves: then the join costs more than it saves.',
  gains: [
    'More rows of the busy half fit into memory',
    'A change of a busy column does not copy the cold ones, and the other way round',
    'Rights, storage and vacuum can differ for the two halves',
  ],
  costs: [
    'Reading everything takes a join',
    'A rule over columns of both halves can no longer be a check',
    'The view has no defaults of its own: a NULL that is written to it means the default',
  ],
  cost: {
    storage: 'The key once more for each row that has cold values, and its index.',
    writes: 'A new row with cold values is two inserts; a change is one, of the half concerned.',
    locks: 'Moving the columns copies them; do it in batches and drop the old ones afterwards.',
  },
  decision: {
    context: 'Some columns are wide and hardly read, and they slow down the rest of a busy table.',
    decision:
      'They move to a table of their own with the same key; a view shows both as one and takes writes.',
    consequences:
      'Hot queries read the table, others the view. A row without cold values has no row in the other table.',
  },
  sources: ['001'],
}
