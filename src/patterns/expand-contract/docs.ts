import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'The schema changes while programs run on it, tables are too large to change in one go, or several people change things and have to see what is under way. This switch brings the database side: the journal, the backfills and the guards. The steps of a particular change come from comparing two versions of the design.',
  whenNot: 'Before there are users, or where a maintenance window is fine: then change in place and be done.',
  gains: [
    'Every change can be taken back until its contract begins',
    'Backfills never hold more than a batch, survive interruptions, and step back from locks',
    'A contract that would lose values is refused by the database, not by memory',
  ],
  costs: [
    'A rename takes three deployments instead of one',
    'Two shapes have to be written for a while, and code has to know both',
    'Someone has to finish what was begun: the view of open changes says what',
  ],
  cost: {
    storage: 'Two small tables. While both shapes stand, each row holds both values.',
    writes:
      'A backfill writes a new version of each row once; autovacuum has to keep up, which the pause between batches allows.',
    locks:
      'A batch locks its rows until it commits. A statement of the contract that takes ACCESS EXCLUSIVE needs a lock timeout of its own.',
  },
  decision: {
    context: 'Old and new code run side by side during a deployment, and one schema has to serve both.',
    decision:
      'Changes are made in phases: expand adds the new shape, backfill fills it in batches, contract removes the old one once the database agrees that nothing is missing.',
    consequences:
      'Each migration says which phase of which change it is. Contracts are migrations of their own, deployed after the last program that knows the old shape is gone.',
  },
  sources: ['001', '002', '003', '004'],
}
