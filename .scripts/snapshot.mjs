// Makes the ready PGlite data directory: initdb and the extensions are done once, here, and not at every start.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** The extensions that a design may use without waiting; each is created in the snapshot. */
export const extensions = ['btree_gist', 'citext', 'ltree', 'pg_trgm', 'pgcrypto']

const versionOf = () =>
  JSON.parse(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')).version

/** Where the snapshot is kept: the name changes with PGlite's version, the extensions and this file. */
export const snapshotPath = () => {
  const version = versionOf()
  const key = createHash('sha256')
    .update([version, ...extensions].join(' '))
    .update(readFileSync(new URL(import.meta.url)))
    .digest('hex')
    .slice(0, 12)
  return join(root, `node_modules/.cache/damask/pglite-${version}-${key}.tar.gz`)
}

const build = async () => {
  const { PGlite } = await import('@electric-sql/pglite')
  const loaded = await Promise.all(
    extensions.map(async (name) => [name, (await import(`@electric-sql/pglite/contrib/${name}`))[name]]),
  )
  const db = await PGlite.create({ extensions: Object.fromEntries(loaded) })
  for (const name of extensions) await db.exec(`create extension ${name}`)
  const dump = await db.dumpDataDir('gzip')
  await db.close()
  return Buffer.from(await dump.arrayBuffer())
}

/** Returns the snapshot's path, having built it when it was missing. */
export const ensureSnapshot = async () => {
  const path = snapshotPath()
  if (existsSync(path)) return path
  const bytes = await build()
  mkdirSync(join(path, '..'), { recursive: true })
  const part = `${path}.${process.pid}`
  writeFileSync(part, bytes)
  renameSync(part, path) // a reader never sees half a file
  return path
}
