import { extensionSchemas } from '../../catalog/index.ts'
import type { CompanionFile, Compiled } from '../../compile/index.ts'
import { settingsOf } from '../../design/index.ts'
import { type Emitted, quoteIdent } from '../../sql/index.ts'
import { ownerRole } from '../../verify/index.ts'
import { backup } from './backup.ts'
import { targetOf } from './decisions.ts'
import type { Migration } from './migration.ts'
import type { Unshown } from './proofs.ts'
import { rightsNeeded } from './rights.ts'
import { fence, inMarkdown } from './text.ts'

export interface Contents {
  readonly compiled: Compiled
  readonly up: Emitted
  readonly name: string
  readonly migration: Migration
  readonly tests: number
  readonly decisions: number
  readonly companions: readonly CompanionFile[]
  readonly unshown: readonly Unshown[]
  /** Promises that were seen to be broken. */
  readonly broken: readonly string[]
}

const psql = (database: string, paths: readonly string[]): readonly string[] =>
  paths.map((p) => `psql -X -v ON_ERROR_STOP=1 -d ${database} -f ${p}`)

/** What the sessions of an application have to look in. */
const lookedIn = ({ catalog }: Compiled): readonly string[] => {
  const schemas = extensionSchemas(catalog).map(quoteIdent)
  if (schemas.length === 0) return []
  return [
    `Sessions find the operators of an extension's types by their search path. What lies beside \`public\` must be in it, for instance:`,
    fence('sql', `alter database DATABASE set search_path = "$user", public, ${schemas.join(', ')};`),
  ]
}

const running = ({ migration, compiled }: Contents): readonly string[] => {
  const { target } = settingsOf(compiled.design)
  return [
    '## Run it',
    `On PostgreSQL ${target} or newer, from this folder. ON_ERROR_STOP makes psql stop at the first error with exit status 3; each file is one transaction, so nothing of a file that failed stays.`,
    fence('sh', psql('DATABASE', migration.up).join('\n')),
    'A statement that waits longer than two seconds for a lock gives up: run the file again.',
    'To remove everything again, rows included:',
    fence('sh', psql('DATABASE', migration.down).join('\n')),
    ...lookedIn(compiled),
  ]
}

const testing = ({ migration, tests, unshown }: Contents): readonly string[] => {
  if (tests === 0) return []
  return [
    '## Test it',
    'The files in `tests/` show every promise of the patterns with pgTAP (Debian: `postgresql-NN-pgtap` and `libtap-parser-sourcehandler-pgtap-perl`). They commit rows and empty tables, so use a scratch database, as a superuser:',
    fence(
      'sh',
      [
        'createdb scratch',
        ...psql('scratch', migration.up),
        'pg_prove -d scratch tests/*.sql',
        ...psql('scratch', migration.down),
        'dropdb scratch',
        `dropuser ${ownerRole}`,
      ].join('\n'),
    ),
    `\`${ownerRole}\` is an ordinary role that the tests make, because row level security never binds a superuser.`,
    ...(unshown.length === 0
      ? []
      : [
          'Promises without a test:',
          unshown.map((u) => `- ${inMarkdown(u.promise)}: ${inMarkdown(u.because)}`).join('\n'),
        ]),
  ]
}

const openProblems = ({ compiled, migration, broken }: Contents): readonly string[] => {
  const lines = [
    ...migration.leftOut.map(
      (l) => `- ${inMarkdown(l.what)} was left out and stops the migration: ${inMarkdown(l.because)}`,
    ),
    ...compiled.issues
      .filter((i) => i.severity !== 'info')
      .map((i) => `- ${i.severity}, ${i.code}: ${inMarkdown(i.message)}`),
    ...broken.map((promise) => `- a broken promise: ${inMarkdown(promise)}`),
  ]
  return lines.length === 0 ? [] : ['## Open problems', 'Known when this was exported:', lines.join('\n')]
}

/** The pattern that a file comes with, and on what it is. */
const origin = (compiled: Compiled, { use }: CompanionFile): string => {
  const active = compiled.uses.get(use)
  if (!active) return 'a pattern'
  const on = targetOf(compiled, active)
  return `${active.pattern.manifest.title}${on === undefined ? '' : ` on ${inMarkdown(on)}`}`
}

const listing = ({ compiled, migration, tests, decisions, companions }: Contents): string =>
  [
    '- `design.json`: the design, to open again in Damask',
    '- `schema.sql`: the whole schema in one file, to read',
    `- \`migrations/\`: ${migration.up.length === 1 ? 'one step' : `${migration.up.length} steps`} up, and down again`,
    ...(tests > 0 ? ['- `tests/`: every promise as pgTAP, a file for each use of a pattern'] : []),
    ...(decisions > 0 ? ['- `docs/decisions/`: why each pattern is there'] : []),
    ...companions.map((f) => `- \`${f.path}\`: comes with ${origin(compiled, f)}`),
  ].join('\n')

/** How to run the bundle, what it needs, and what is known to be wrong with it. */
export const readme = (c: Contents): string => {
  const { target } = settingsOf(c.compiled.design)
  const parts = [
    `# ${inMarkdown(c.name) || 'Schema'}`,
    `A schema for PostgreSQL ${target}, designed with Damask.`,
    listing(c),
    ...openProblems(c),
    ...running(c),
    ...rightsNeeded(c),
    ...backup(c.compiled, c.migration),
    ...testing(c),
  ]
  return `${parts.join('\n\n')}\n`
}
