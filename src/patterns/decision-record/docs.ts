import type { Docs } from '../../compile/api.ts'

export const docs: Docs = {
  when: 'People who did not draw the schema will ask why it is so: new colleagues, auditors, whoever has to change it in two years. The register also tells those who only see the database.',
  whenNot:
    'Where records live in a wiki or a repository that everyone reads, and a second place would go stale: then keep the files alone.',
  gains: [
    'Each pattern is on record with what was decided, from the day on which it is switched on',
    'The reasons sit beside the tables that they explain, also for those without the design',
    'What was decided once stays readable after it was decided otherwise',
  ],
  costs: [
    'Someone has to write the context and the consequences; a record without them says little',
    'A change of patterns changes rows of the register with the next migration',
  ],
  cost: {
    storage: 'A row for each decision.',
    writes: 'None but those of migrations and of the team.',
    locks: 'None.',
  },
  decision: {
    context: 'Reasons get lost sooner than tables do, and then good decisions are undone by mistake.',
    decision:
      'Decisions are recorded when they are made: context, decision, consequences, date, status. Accepted ones are superseded, never rewritten.',
    consequences:
      'A review of the schema asks for the record. Records of patterns come with the design, others are written by hand.',
  },
  sources: ['001'],
}
