import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'Rows of one table hang on many kinds of thing, and more kinds will come: comments, tags, attachments, notifications.',
  whenNot:
    'With two to four kinds that stay, an exclusive arc keeps the parent on the row itself. When a row must have a parent from its first moment: here the link comes after the row.',
  gains: [
    'A new kind of parent is a new table; the table itself never changes',
    'Every link is two real foreign keys, so none can dangle',
    'No column stays empty in most rows',
  ],
  costs: [
    'One table and one join more for each kind',
    'That a row has any parent at all is for the application to see to',
    'Listing the parents of a row is a union over all kinds; the view does it',
  ],
  cost: {
    storage: 'One narrow row a link, about 40 bytes, and two index entries.',
    writes:
      'A link is an insert of its own. Where a row belongs to one parent only, the link looks into every join table.',
    locks:
      'Linking locks the row itself against another link, and nothing else. A new kind of parent locks no existing table for long.',
  },
  decision: {
    context: 'Rows refer to rows of many tables, and a type-and-id pair would give up referential integrity.',
    decision: 'A join table for each kind of parent, with foreign keys at both ends.',
    consequences:
      'The row and its link are written in one transaction by the application. Deleting either end takes the link along.',
  },
  sources: ['002'],
}
