import type { Topic } from './choice-types.ts'

/** What keeps tenants apart. */
export const tenancy: Topic = {
  id: 'tenancy',
  title: 'Many tenants in one product',
  about: 'Rows, schemas or databases: what keeps tenants apart, and what that costs.',
  questions: [
    {
      id: 'count',
      text: 'How many tenants will there be?',
      answers: [
        {
          label: 'Up to a hundred, large ones',
          speaks: {
            'tenancy-database': [2, 'a database each is still manageable for so few'],
            'tenancy-schema': [1, 'schemas are few enough to look after'],
          },
        },
        {
          label: 'Up to a thousand',
          speaks: {
            'tenancy-schema': [2, 'a thousand schemas migrate one by one in reasonable time'],
            'tenancy-row': [1, 'one schema stays one schema'],
          },
        },
        {
          label: 'More',
          speaks: { 'tenancy-row': [3, 'the number of tenants changes nothing but the number of rows'] },
        },
      ],
    },
    {
      id: 'isolation',
      text: 'How far must one tenant be from another?',
      answers: [
        {
          label: 'The database must refuse foreign rows',
          speaks: {
            'tenancy-row': [1, 'row security and composite keys refuse them, tested in every proof'],
          },
        },
        {
          label: 'Own permissions, tables and indexes',
          speaks: { 'tenancy-schema': [2, 'a schema has grants, tables and indexes of its own'] },
        },
        {
          label: 'Nothing that one does may slow or reach another',
          speaks: {
            'tenancy-database': [3, 'only a database of its own has load and connections of its own'],
          },
          against: { 'tenancy-row': 2 },
        },
      ],
    },
    {
      id: 'cost',
      text: 'What may one more tenant cost?',
      answers: [
        {
          label: 'Next to nothing',
          speaks: { 'tenancy-row': [2, 'a tenant is a few rows on a server that is there anyway'] },
          against: { 'tenancy-database': 2 },
        },
        {
          label: 'A share of the server and a run of each migration',
          speaks: { 'tenancy-schema': [2, 'schemas share one server and are migrated one by one'] },
        },
        {
          label: 'A database to run, back up and migrate',
          speaks: { 'tenancy-database': [2, 'the price pays for a database each'] },
        },
      ],
    },
    {
      id: 'compliance',
      text: 'What must be possible for one tenant alone?',
      answers: [
        {
          label: 'Nothing beyond access',
          speaks: { 'tenancy-row': [1, 'access is all that row security has to show'] },
        },
        {
          label: 'Its data is backed up, restored or handed over',
          speaks: {
            'tenancy-schema': [2, 'a schema is granted, dumped and restored alone'],
            'tenancy-database': [1, 'a database is backed up and restored as it is'],
          },
          against: { 'tenancy-row': 1 },
        },
        {
          label: 'Its data is kept in a place or a version of its own',
          speaks: { 'tenancy-database': [4, 'only a database of its own can stand elsewhere'] },
        },
      ],
    },
    {
      id: 'analytics',
      text: 'Do you query over all tenants?',
      answers: [
        {
          label: 'Often',
          speaks: { 'tenancy-row': [2, 'one query reads all tenants, for a role that may'] },
          against: { 'tenancy-schema': 1, 'tenancy-database': 2 },
        },
        { label: 'Rarely or never', speaks: {} },
      ],
    },
  ],
}
