import { plainChoices } from '../../../store/index.ts'
import type { Topic, Words } from './choice-types.ts'

const plainDelete: Words = {
  title: plainChoices['plain-delete'] ?? '',
  summary: 'A DELETE takes the row away for good. Nothing has to be switched on for that.',
  decision: 'Rows are deleted with DELETE. Neither a mark nor a copy stays behind.',
  consequences:
    'Queries and unique constraints need nothing extra, and the table stays as small as its live rows. A row that is gone comes back from a backup only; each foreign key that points at it says by ON DELETE what happens then.',
}

/** What is left of a row that is deleted. */
export const deletion: Topic = {
  id: 'deletion',
  title: 'Deleting',
  about: 'What should be left of a row that someone deletes.',
  words: { 'plain-delete': plainDelete },
  questions: [
    {
      id: 'back',
      text: 'Must it come back?',
      answers: [
        {
          label: 'Within days, at a click',
          speaks: {
            'soft-delete': [3, 'the row stays where it is, marked; its unique values are free again'],
          },
          against: { 'plain-delete': 2 },
        },
        {
          label: 'Perhaps, by an administrator',
          speaks: { 'archive-table': [3, 'the row leaves its table and waits, with reason and time'] },
          against: { 'plain-delete': 2 },
        },
        {
          label: 'Never',
          speaks: { 'plain-delete': [2, 'nobody will ask for the row again'] },
          against: { 'soft-delete': 2 },
        },
      ],
    },
    {
      id: 'trace',
      text: 'Is it still looked at afterwards?',
      answers: [
        {
          label: 'Live rows go on showing it',
          speaks: { 'soft-delete': [3, 'what references the row still finds it'] },
          against: { 'plain-delete': 3 },
        },
        {
          label: 'Yes, to see who deleted what and why',
          speaks: { 'archive-table': [3, 'the archive keeps the whole row with who, when and why'] },
          against: { 'plain-delete': 3 },
        },
        { label: 'No', speaks: { 'plain-delete': [1, 'nothing reads what a mark or a copy would keep'] } },
      ],
    },
    {
      id: 'law',
      text: 'Does it hold data about people?',
      answers: [
        {
          label: 'Yes, and they may ask to be erased',
          speaks: { erasure: [3, 'it reaches every copy: history, archive, logs, messages'] },
        },
        { label: 'No', speaks: {} },
      ],
    },
    {
      id: 'size',
      text: 'How much is deleted?',
      answers: [
        {
          label: 'A large share of the rows',
          speaks: {
            'archive-table': [2, 'the live table and its indexes stay small'],
            'plain-delete': [1, 'nothing of it takes up room'],
          },
        },
        { label: 'Little', speaks: { 'soft-delete': [1, 'a few marked rows cost little'] } },
      ],
    },
  ],
}
