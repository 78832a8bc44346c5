import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows of one table belong to one of a few kinds of parent: comments on posts, photos and events; attachments of orders or invoices.',
  whenNot:
    'With more than about six kinds of parent, or kinds that come and go: a join table per parent keeps the table from growing a column for each.',
  gains: [
    'Every reference is a real foreign key, so none can dangle',
    'A query joins the parent it is about, with an index made for it',
    'Renaming a parent breaks nothing, unlike a type stored as text',
  ],
  costs: ['One nullable column for each kind of parent', 'A new kind of parent is a change of the table'],
  cost: {
    storage:
      'A null takes one bit; the columns that are set take the size of their key. One small partial index a parent.',
    writes: 'One check a row, one look-up of the parent, one index entry.',
    locks:
      'Adding a parent adds a nullable column at once; its reference and the check look at every row and hold writes up meanwhile, unless they are added NOT VALID and validated after.',
  },
  decision: {
    context:
      'Rows refer to one of several tables, and a type-and-id pair would give up referential integrity.',
    decision: 'One foreign key column for each parent, and a check that counts how many are set.',
    consequences:
      'Queries over all kinds of parent use outer joins or a union. Each parent has its own rule for deletion.',
  },
  sources: ['000 II', '002'],
}
