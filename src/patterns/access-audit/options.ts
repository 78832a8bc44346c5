import { choice, flag, optionsOf, roleName } from '../kit/index.ts'

export interface Options {
  readonly how: 'functions' | 'pgaudit' | 'both'
  readonly application: 'open' | 'door'
  readonly reason: boolean
  readonly list: boolean
  readonly role: string
}

export const options = optionsOf<Options>({
  how: choice(
    'How',
    'Functions that log before they return; the pgAudit extension, which logs every read into the server log; or both.',
    ['functions', 'pgaudit', 'both'],
  ),
  application: choice(
    'Application',
    'The application keeps its own access beside the functions, or has to go through them too and loses the table.',
    ['open', 'door'],
  ),
  reason: flag('Reason', 'Whoever reads has to say why.', true),
  list: flag('List', 'Make a function that reads a page of rows, beside the one for a single row.', true),
  role: roleName(
    'Role of the readers',
    'The role that may read through the functions. Empty: the table and “_reader”.',
    '',
    true,
  ),
})
