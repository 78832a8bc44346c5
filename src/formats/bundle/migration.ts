import type { Id } from '../../base/index.ts'
import { type Catalog, extensionSchemas, objectsOf, quoteLiteral } from '../../catalog/index.ts'
import { dollarQuote, type Emitted, quoteIdent, type Statement } from '../../sql/index.ts'
import { atHome, homeOf } from './home.ts'
import { guarded, type LeftOut } from './statement.ts'
import type { BundleFile } from './types.ts'

const gap = '\n\n'
const doBlock = (body: string): string => `do ${dollarQuote(`\nbegin\n${body}\nend\n`)};`

/** What names without a schema mean, whatever the search path of whoever runs the file starts with. */
const searchPath = (schemas: readonly string[]): string =>
  doBlock(
    `  perform pg_catalog.set_config('search_path', concat_ws(', ', ${quoteLiteral(schemas.map(quoteIdent).join(', '))}, nullif(current_setting('search_path'), '')), true);`,
  )

/** Handing an object to a role takes membership of it. A superuser needs none; who may not grant it is told later. */
const membership = (role: string): string =>
  doBlock(
    `  if not pg_catalog.pg_has_role(current_user, ${quoteLiteral(role)}, 'usage') then
    execute format('grant %I to %I', ${quoteLiteral(role)}, current_user);
  end if;
exception when insufficient_privilege then
  raise notice '% is no member of %', current_user, ${quoteLiteral(role)};`,
  )

const newOwners = (catalog: Catalog): readonly string[] => {
  const ids = new Set<Id>()
  for (const o of catalog.values()) if ('owner' in o && o.owner !== undefined) ids.add(o.owner)
  return [...ids].flatMap((id) => catalog.get(id)?.name ?? []).sort()
}

const inPublic = (catalog: Catalog): boolean => {
  for (const o of catalog.values()) if (o.kind === 'schema' && o.name === 'public') return true
  return false
}

/** Statements in runs: those that share a transaction, and each one that bears none by itself. */
const runsOf = (statements: readonly Statement[]): readonly (readonly Statement[])[] => {
  const runs: Statement[][] = []
  let open: Statement[] | undefined
  for (const s of statements) {
    if (s.alone) {
      runs.push([s])
      open = undefined
    } else if (open) open.push(s)
    else {
      open = [s]
      runs.push(open)
    }
  }
  return runs
}

/** An empty design has a migration too: it does nothing. */
const atLeastOne = <T>(runs: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  runs.length > 0 ? runs : [[]]

/** Roles before everything that mentions them; the order among the others stays. */
const rolesFirst = (statements: readonly Statement[]): readonly Statement[] => [
  ...statements.filter((s) => s.admin),
  ...statements.filter((s) => !s.admin),
]

const numbered = (n: number): string => String(n).padStart(4, '0')

export interface Migration {
  readonly files: readonly BundleFile[]
  /** Paths in the order in which they are run. */
  readonly up: readonly string[]
  readonly down: readonly string[]
  /** Roles that objects are handed to. */
  readonly owners: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** Extensions that must be in one schema, and in which. */
  readonly homes: ReadonlyMap<Id, string>
}

interface Way {
  readonly word: 'up' | 'down'
  /** One line that says what the file does. */
  readonly about: string
}

/**
 * The whole schema up and down, as numbered files that psql runs in turn. Each is one transaction, but for
 * statements that bear none, which get a file each. `title` stands in comments and must be one line.
 */
export const migrationOf = (
  catalog: Catalog,
  up: Emitted,
  down: Emitted,
  stem: string,
  title: string,
): Migration => {
  const owners = newOwners(catalog)
  const leftOut: LeftOut[] = []
  const homes = new Map(
    objectsOf(catalog, 'extension').flatMap((x) => {
      const home = homeOf(x, catalog, up.statements)
      return home === undefined ? [] : [[x.id as Id, home] as const]
    }),
  )
  const made = new Set<Id>()
  const checked = (s: Statement): string => {
    const g = guarded(s, catalog)
    if (g.leftOut) leftOut.push(g.leftOut)
    const o = catalog.get(s.object)
    const home = homes.get(s.object)
    if (o?.kind !== 'extension' || home === undefined || made.has(o.id)) return g.sql
    made.add(o.id)
    return `${g.sql}${gap}${atHome(o, home)}`
  }
  const named = [...(inPublic(catalog) ? ['public'] : []), ...extensionSchemas(catalog)]
  const lead = named.length > 0 ? [searchPath(named)] : []
  const transaction = (run: readonly Statement[], first: boolean): readonly string[] => {
    const roles = first ? run.filter((s) => s.admin).map(checked) : []
    const rest = run.filter((s) => !first || !s.admin).map(checked)
    const members = first ? owners.map(membership) : []
    return ['begin;', `set local lock_timeout = '2s';`, ...lead, ...roles, ...members, ...rest, 'commit;']
  }
  const filesOf = (statements: readonly Statement[], { word, about }: Way): readonly BundleFile[] =>
    atLeastOne(runsOf(statements)).map((run, i) => {
      const path = `migrations/${numbered(i + 1)}_${stem}.${word}.sql`
      const head = `-- ${title}: ${about}\n-- psql -X -v ON_ERROR_STOP=1 -d DATABASE -f ${path}`
      const body = run[0]?.alone ? run.map(checked) : transaction(run, word === 'up' && i === 0)
      return { path, text: `${[head, ...body].join(gap)}\n` }
    })
  const ups = filesOf(rolesFirst(up.statements), { word: 'up', about: 'creates everything.' })
  const downs = filesOf(down.statements, { word: 'down', about: 'removes everything, with all rows.' })
  return {
    files: [...ups, ...downs],
    up: ups.map((f) => f.path),
    down: downs.map((f) => f.path),
    owners,
    leftOut,
    homes,
  }
}
