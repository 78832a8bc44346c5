import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawnId } from '../../../src/base/index.ts'
import { applyChanges, type DecisionRecord, recordsOf } from '../../../src/design/index.ts'
import { type BundleFile, bundleFiles, zipBundle } from '../../../src/formats/bundle/index.ts'
import { readDesign } from '../../../src/formats/json/index.ts'
import { book } from '../../../src/patterns/book.ts'
import { on } from '../../patterns/on.ts'
import { shop } from '../../patterns/shop.ts'
import { compiled, designs, filesOf, hostile, sixOn } from './designs.ts'

const text = (files: readonly BundleFile[], path: string): string =>
  files.find((f) => f.path === path)?.text ?? ''
const paths = (files: readonly BundleFile[]): readonly string[] => files.map((f) => f.path)

describe('the files of a bundle', () => {
  it('are these', () => {
    expect(paths(filesOf(sixOn({ target: 15 })))).toEqual([
      'README.md',
      'design.json',
      'docs/decisions/0001-audit-columns-orders.md',
      'docs/decisions/0002-exclusive-arc-orders.md',
      'docs/decisions/0003-history-table-orders.md',
      'docs/decisions/0004-soft-delete-orders.md',
      'docs/decisions/0005-state-machine-orders-status.md',
      'docs/decisions/0006-tenancy-row.md',
      'helpers/with-tenant.ts',
      'migrations/0001_shop.down.sql',
      'migrations/0001_shop.up.sql',
      'schema.sql',
      'tests/01_audit-columns_orders.sql',
      'tests/02_exclusive-arc_orders.sql',
      'tests/03_history-table_orders.sql',
      'tests/04_soft-delete_orders.sql',
      'tests/05_state-machine_orders-status.sql',
      'tests/06_tenancy-row.sql',
    ])
  })

  it('say which pattern a file comes with, and on what', () => {
    const s = shop({})
    const both = on(s, on(s, sixOn({}), 'blue-green-table', {}, 'visits'), 'observability')
    const readme = text(filesOf(both), 'README.md')
    expect(readme).toContain('- `helpers/with-tenant.ts`: comes with Row-level tenancy\n')
    expect(readme).toMatch(/- `runbooks\/blue-green-[^`]+`: comes with Blue-green table on visits\n/)
    expect(readme).toContain('- `observability/postgresql.conf`: comes with Observability\n')
  })

  it('hold the design itself', () => {
    const design = sixOn({ target: 15 })
    const read = readDesign(text(filesOf(design), 'design.json'))
    expect(read.ok && read.value).toEqual(design)
  })

  it.for(designs)('%s: show every promise', async ([, build]) => {
    expect(text(filesOf(await build(18)), 'README.md')).not.toContain('Promises without a test')
  })

  it('take another name, of which paths keep what paths may hold', () => {
    const files = bundleFiles(compiled(sixOn({})), book, { name: '../Größe "x"' })
    expect(paths(files)).toContain('migrations/0001_gro-e-x.up.sql')
    expect(text(files, 'README.md')).toMatch(/^# /)
  })

  it('say what is wrong with the design', () => {
    const design = sixOn({})
    const [fk] = recordsOf(design, 'fk')
    if (!fk) throw new Error('the shop has references')
    const broken = applyChanges(design, [{ id: fk.references, to: null }]).design
    expect(compiled(broken).issues.length).toBeGreaterThan(0)
    expect(text(filesOf(broken), 'README.md')).toContain('## Open problems')
  })
})

describe('a decision record', () => {
  it('is the pattern’s text until a person writes their own', () => {
    const design = sixOn({})
    const own: DecisionRecord = {
      kind: 'decision',
      id: drawnId(design.authors[0] ?? '', 900),
      use: recordsOf(design, 'use').find((u) => u.pattern === 'soft-delete')?.id ?? '',
      status: 'proposed',
      date: '2026-11-02',
      context: 'Support asks for\r\nrows back.\n# Not a heading <b>',
    }
    const path = 'docs/decisions/0004-soft-delete-orders.md'
    expect(text(filesOf(design), path)).toMatch(/- Status: accepted\n- Date: not recorded/)
    const written = text(filesOf(applyChanges(design, [{ id: own.id, to: own }]).design), path)
    expect(written).toMatch(/- Status: proposed\n- Date: 2026-11-02/)
    expect(written).toContain('Support asks for\nrows back.\n\\# Not a heading &lt;b>')
    expect(written).toMatch(/## Decision\n\n\w/)
  })

  it('names the parents that an option gives by id', () => {
    const doc = text(filesOf(sixOn({})), 'docs/decisions/0002-exclusive-arc-orders.md')
    expect(doc).toContain('"table": "posts"')
    expect(doc).toContain('- column: orders.posts_id, orders.photos_id')
  })
})

describe('hostile names', () => {
  const files = filesOf(hostile(18, 'PWNED'))
  it('stay in their line of Markdown', () => {
    for (const f of files.filter((x) => x.path.endsWith('.md'))) {
      const plain = f.text.replace(/(`{3,})[\s\S]*?\n\1/g, '')
      expect(plain).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028]|<script/)
      expect(plain.split('\n').filter((l) => /^(\\!|-- x)/.test(l))).toEqual([])
    }
  })
  it('stay in their comment of SQL', () => {
    for (const f of files.filter((x) => x.path.startsWith('migrations/')))
      expect(
        f.text
          .split('\n')
          .slice(0, 2)
          .every((l) => l.startsWith('-- ')),
      ).toBe(true)
  })
  it('make no path', () => {
    for (const p of paths(files)) expect(p).toMatch(/^[\w.-]+(\/[\w.-]+)*$/)
  })
})

describe('the zip', () => {
  const files = filesOf(sixOn({ target: 15 }))
  it('holds the files and nothing else', () => {
    const inside = Object.entries(unzipSync(zipBundle(files))).map(([path, b]) => ({
      path,
      text: strFromU8(b),
    }))
    expect(inside).toEqual(files)
  })
  it('is the same bytes whatever the order, the time and the zone', () => {
    const once = zipBundle(files)
    const zone = process.env.TZ
    process.env.TZ = 'Pacific/Kiritimati'
    const again = zipBundle([...filesOf(sixOn({ target: 15 }))].reverse())
    process.env.TZ = zone ?? ''
    if (zone === undefined) delete process.env.TZ
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true)
  })
  it('is read by another program', ({ skip }) => {
    if (spawnSync('python3', ['--version']).status !== 0) return skip('python3 is not installed')
    const dir = mkdtempSync(join(tmpdir(), 'damask-zip-'))
    writeFileSync(join(dir, 'b.zip'), zipBundle(files))
    const done = spawnSync('python3', ['-m', 'zipfile', '-l', join(dir, 'b.zip')], { encoding: 'utf8' })
    rmSync(dir, { recursive: true })
    for (const p of paths(files))
      expect(done.stdout).toMatch(new RegExp(`${p.replaceAll('.', '\\.')} +1980-01-01 12:00:00`))
  })
})

describe('in PGlite, as the files are', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create({ extensions: { btree_gist, citext, ltree, pg_trgm, pgcrypto } })
  })
  afterAll(() => db.close())
  const held = async (): Promise<unknown> => {
    const { rows } = await db.query(`
      select 'class', c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = relnamespace where nspname !~ '^(pg_|information_schema)'
      union all select 'proc', p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname !~ '^(pg_|information_schema)'
      union all select 'type', t.oid::regtype::text from pg_type t join pg_namespace n on n.oid = typnamespace where nspname !~ '^(pg_|information_schema)'
      union all select 'schema', nspname from pg_namespace
      union all select 'role', rolname from pg_roles
      union all select 'extension', extname from pg_extension order by 1, 2`)
    return rows
  }
  it.for([
    ...designs,
    ['hostile names', async (target) => hostile(target, 'PWNED')] as const satisfies (typeof designs)[number],
  ])('%s: up, down, and nothing is left', async ([, build]) => {
    const files = filesOf(await build(18))
    const part = (end: string): readonly string[] =>
      files.filter((f) => f.path.endsWith(end)).map((f) => f.text)
    const before = await held()
    for (const sql of part('.up.sql')) await db.exec(sql)
    expect(await held()).not.toEqual(before)
    for (const sql of part('.down.sql')) await db.exec(sql)
    expect(await held()).toEqual(before)
    await db.exec(text(files, 'schema.sql'))
    for (const sql of part('.down.sql')) await db.exec(sql)
    expect(await held()).toEqual(before)
  })

  it('is run by an owner with CREATEROLE and BYPASSRLS, too', async () => {
    const files = filesOf(sixOn({ target: 18 }))
    const run = (end: string) => db.exec(files.find((f) => f.path.endsWith(end))?.text ?? '')
    await db.exec(
      'create role bundle_owner createrole bypassrls; alter database postgres owner to bundle_owner',
    )
    const before = await held()
    await db.exec('set session authorization bundle_owner')
    await run('.up.sql')
    await run('.down.sql')
    await db.exec('reset session authorization')
    expect(await held()).toEqual(before)
  })
})
