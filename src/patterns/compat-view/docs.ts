import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'A table or its columns get other names while programs that know the old ones still run: a rolling deployment, a report, a partner that deploys later.',
  whenNot:
    'Where all code is deployed at once with the migration, or where the shape changes in more than names: then keep two columns, or two tables, in step until the old side is gone.',
  gains: [
    'Old and new code run at the same time, on the same rows',
    'Nothing is copied, so nothing can run apart',
    'The rename itself takes a moment, and can be taken back as fast',
  ],
  costs: [
    'The old shape has to be dropped one day, and someone has to know when',
    'Each further change of the table has to go with the view',
    'Old code deletes for good where new code only marks rows as deleted',
  ],
  cost: {
    storage: 'None: a view holds no rows.',
    writes: 'None: PostgreSQL writes to the table directly.',
    locks:
      'Renaming takes an ACCESS EXCLUSIVE lock for a moment; do it and create the view in one transaction.',
  },
  decision: {
    context: 'Names have to change while code that knows the old ones is still running.',
    decision: 'The old shape stays as an updatable view at the old name, with the rights of whoever uses it.',
    consequences:
      'The rename is expand, the drop of the view is contract. Before the drop, writes are refused for a while, so that forgotten users are found.',
  },
  sources: ['001', '004'],
}
