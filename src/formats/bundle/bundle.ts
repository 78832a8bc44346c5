import type { Book, CompanionFile, Compiled } from '../../compile/index.ts'
import { serialise, settingsOf } from '../../design/index.ts'
import { emit, emitDown } from '../../sql/index.ts'
import { decisionFiles } from './decisions.ts'
import { migrationOf } from './migration.ts'
import { promisesOf, proofFiles } from './proofs.ts'
import { readme } from './readme.ts'
import { guarded } from './statement.ts'
import { oneLine, slug } from './text.ts'
import type { BundleFile } from './types.ts'

/** A companion's path is a pattern's; a name in it must not lead out of the bundle or onto another file. */
const safePath = (path: string): string =>
  path
    .split('/')
    .map((part) => part.replace(/[^\w.-]+/g, '-').replace(/^\.+/, ''))
    .filter((part) => part !== '')
    .join('/')

const companions = (compiled: Compiled, taken: ReadonlySet<string>): readonly CompanionFile[] => {
  const out = new Map<string, CompanionFile>()
  for (const f of compiled.files) {
    const path = safePath(f.path)
    if (path !== '' && !taken.has(path) && !out.has(path)) out.set(path, { ...f, path })
  }
  return [...out.values()]
}

const byPath = (a: BundleFile, b: BundleFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/**
 * The files that a design leaves with, sorted by path; the same design gives the same text. `name` stands in
 * titles and, as a slug, in the migration's name; without one the design's own name does. `broken` are the ids of
 * promises that were seen to be broken.
 */
export const bundleFiles = (
  compiled: Compiled,
  book: Book,
  options: { readonly name?: string; readonly broken?: readonly string[] } = {},
): readonly BundleFile[] => {
  const { design, catalog } = compiled
  const settings = settingsOf(design)
  const name = options.name ?? settings.name
  const title = oneLine(name) || 'Schema'
  const up = emit(catalog, settings.target)
  const migration = migrationOf(catalog, up, emitDown(catalog, up), slug(name, 'schema'), title)
  const schema = [
    `-- ${title}, for PostgreSQL ${settings.target}`,
    ...up.statements.map((s) => guarded(s, catalog).sql),
  ].join('\n\n')
  const proofs = proofFiles(compiled, book)
  const decisions = decisionFiles(compiled, book)
  const own: readonly BundleFile[] = [
    { path: 'design.json', text: serialise(design) },
    { path: 'schema.sql', text: `${schema}\n` },
    ...migration.files,
    ...proofs.files,
    ...decisions,
  ]
  const extra = companions(compiled, new Set([...own.map((f) => f.path), 'README.md']))
  const intro = readme({
    compiled,
    up,
    name,
    migration,
    tests: proofs.files.length,
    decisions: decisions.length,
    companions: extra,
    unshown: proofs.unshown,
    broken: promisesOf(compiled, book, options.broken ?? []),
  })
  const files = extra.map(({ path, text }) => ({ path, text }))
  return [...own, ...files, { path: 'README.md', text: intro }].sort(byPath)
}

/** A name for the bundle's file or folder, such as `shop-orders`. */
export const bundleName = (compiled: Compiled): string => slug(settingsOf(compiled.design).name, 'schema')
