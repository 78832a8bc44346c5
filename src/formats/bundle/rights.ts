import type { Id } from '../../base/index.ts'
import { objectsOf } from '../../catalog/index.ts'
import type { Compiled } from '../../compile/index.ts'
import { type Emitted, quoteIdent } from '../../sql/index.ts'
import type { Migration } from './migration.ts'
import { fence, inMarkdown } from './text.ts'

interface Needs {
  readonly compiled: Compiled
  readonly up: Emitted
  readonly migration: Migration
}

/** Extensions that PostgreSQL lets anyone make who may create in the database. */
const trusted: ReadonlySet<string> = new Set([
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'dict_int',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'isn',
  'lo',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'plpgsql',
  'seg',
  'tablefunc',
  'tcn',
  'tsm_system_rows',
  'tsm_system_time',
  'unaccent',
  'uuid-ossp',
])

const plain = ({ compiled }: Needs): string => {
  const extensions = objectsOf(compiled.catalog, 'extension').length > 0
  const schemas = objectsOf(compiled.catalog, 'schema').some((s) => s.name !== 'public')
  return `Whoever owns the database, or may create in ${extensions || schemas ? 'it and in ' : ''}its schemas. No roles are made.`
}

/** Who may run the migrations, and what an administrator does for whom they refuse. */
export const rightsNeeded = (needs: Needs): readonly string[] => {
  const { compiled, up, migration } = needs
  const roles = objectsOf(compiled.catalog, 'role')
  const extensions = objectsOf(compiled.catalog, 'extension')
  const beyond = extensions.filter((x) => !trusted.has(x.name))
  if (roles.length === 0 && beyond.length === 0) return ['## Who may run it', plain(needs)]
  const ids = new Set<Id>(beyond.map((x) => x.id))
  const admin = up.statements.filter((s) => s.admin || ids.has(s.object)).map((s) => s.sql)
  const member = migration.owners.map((o) => `grant ${quoteIdent(o)} to OWNER;`)
  const bypass = roles.some((r) => r.bypassRls)
  const names = beyond.map((x) => inMarkdown(x.name)).join(', ')
  return [
    '## Who may run it',
    ...(roles.length === 0
      ? []
      : [
          [
            'These roles are made where they are missing:',
            ...roles.map(
              (r) =>
                `- ${inMarkdown(r.name)}${r.bypassRls ? ' (BYPASSRLS)' : ''}${r.login ? ' (LOGIN)' : ''}`,
            ),
          ].join('\n'),
        ]),
    `A superuser can run everything. So can the owner of the database${roles.length > 0 ? ' who has CREATEROLE' : ''}${bypass ? ' and, because of BYPASSRLS, is on PostgreSQL 16 or newer with BYPASSRLS of their own; on 15 only a superuser can give it' : ''}${beyond.length > 0 ? `, where the extensions that take a superuser are there (${names})` : ''}. Else let an administrator run this once, in this database, with the name of whoever runs the migration in place of OWNER:`,
    fence('sql', [...admin, ...member].join('\n\n')),
    ...(roles.length === 0
      ? []
      : [
          'Roles belong to the whole server: the way down keeps one that another database still uses, and says so. Give your application a login that is a member of the application role.',
        ]),
    ...extensions.flatMap((x) => {
      const home = migration.homes.get(x.id)
      return home === undefined
        ? []
        : [
            `${inMarkdown(x.name)} must be in schema ${inMarkdown(home)}: where it is in another one already, the migration stops and says how it is moved.`,
          ]
    }),
    ...(extensions.length === 0
      ? []
      : ['The way down keeps an extension, too, that something else uses or another role made.']),
  ]
}
