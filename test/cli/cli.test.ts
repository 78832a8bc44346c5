import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { rawSql } from '../../src/catalog/index.ts'
import {
  applyChanges,
  change,
  type Design,
  type DesignRecord,
  readDesign,
  recordsOf,
  serialise,
  settingsOf,
} from '../../src/design/index.ts'
import { patterns } from '../../src/patterns/index.ts'
import { names, on, shop } from '../patterns/shop.ts'
import { build, type Done, damask } from './damask.ts'

let folder = ''
beforeAll(async () => {
  await build()
  folder = mkdtempSync(join(tmpdir(), 'damask-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, design: Design): string => {
  const path = join(folder, name)
  writeFileSync(path, serialise(design))
  return path
}
const plain = shop()
const six = names.reduce((design, pattern) => on(plain, design, pattern), plain.design)
const with_ = (design: Design, ...records: readonly DesignRecord[]): Design =>
  applyChanges(design, records.map(change)).design
const designOf = (done: Done): Design => {
  const read = readDesign(done.out)
  if (!read.ok) throw new Error(`${done.out}${done.err}`)
  return read.value
}
const usesOf = (design: Design): readonly string[] => recordsOf(design, 'use').map((u) => u.id)
const unusable = (done: Done, words: RegExp): void => {
  expect(done).toMatchObject({ status: 2, out: '' })
  expect(done.err).toMatch(words)
  expect(done.err).not.toMatch(/^\s+at |node:internal|fault of Damask/m)
}
const fine = (done: Done): void =>
  expect({ status: done.status, err: done.err }).toEqual({ status: 0, err: '' })

describe('damask', () => {
  it('tells its version and its commands', async () => {
    expect(await damask(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' })
    const help = await damask(['--help'])
    fine(help)
    for (const c of [
      'new',
      'templates',
      'patterns',
      'apply-pattern',
      'eject',
      'compile',
      'prove',
      'export',
      'link',
      'open',
    ]) {
      expect(help.out).toMatch(new RegExp(`^  ${c} `, 'm'))
      expect((await damask([c, '--help'])).out).toMatch(new RegExp(`^damask ${c} `))
    }
  })
  it.for([
    [[], /give a command/],
    [['compil'], /no command compil\. Did you mean compile\?/],
    [['zzz'], /no command zzz\.\n/],
    [['compile'], /give a design/],
    [['compile', 'a', 'b'], /one argument too many: b/],
    [['compile', '--nope', 'a'], /--nope/],
    [['compile', 'a', '--pg'], /--pg/],
    [['new', '--template', 'order'], /no template order\. Did you mean orders\?/],
    [['link', '/nowhere/x.json'], /\/nowhere\/x\.json: there is no such file/],
    [['link', '/'], /it is a folder/],
    [['compile', '/dev/zero'], /larger than 20 MB/],
    [['open', 'x'], /link/],
    [['open', ''], /link/],
  ] as const)('refuses %j', async ([args, words]) => unusable(await damask(args), words))

  it.for([
    ['', /stdin: the file is empty/],
    ['{', /line 1/],
    ['null', /must be an object/],
    ['{}', /format is missing/],
    ['{"format": 99}', /newer Damask/],
    ['['.repeat(100_000), /nested deeper/],
    [Uint8Array.of(0xff, 0xfe, 0), /no UTF-8/],
    [serialise(plain.design).slice(0, 900), /line \d+/],
    [serialise(plain.design).replace('"kind": "table"', '"kind": "tabel"'), /must be one of/],
  ] as const)('refuses a file, %#', async ([text, words]) => {
    for (const command of [
      ['compile', '-'],
      ['prove', '-'],
      ['link', '-'],
      ['export', '-', '--out', join(folder, 'no')],
    ])
      unusable(await damask(command, text), words)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })

  it('says errors as JSON where asked to', async () => {
    const { status, err } = await damask(['compile', '-', '--json'], '{}')
    expect(status).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ severity: 'error', code: 'cli/unusable' })
  })
  it('ends in peace when nobody reads on', async () => {
    expect(await damask(['patterns', '--json'], '', true)).toMatchObject({ status: 0, err: '' })
  })
})

describe('new and templates', () => {
  it('make designs that compile without errors', async () => {
    const listed = JSON.parse((await damask(['templates', '--json'])).out) as { id: string }[]
    expect((await damask(['templates'])).out.trim().split('\n')).toHaveLength(listed.length)
    for (const template of [undefined, ...listed.map((t) => t.id)]) {
      const done = await damask(['new', '--name', 'Mine', ...(template ? ['--template', template] : [])])
      expect(done.status).toBe(0)
      expect(settingsOf(designOf(done)).name).toBe('Mine')
    }
  })
  it('never give the same document twice, and write to a file', async () => {
    const path = join(folder, 'new.json')
    expect(await damask(['new', '--out', path])).toEqual({ status: 0, out: '', err: '' })
    const written = readDesign(readFileSync(path, 'utf8'))
    expect(written.ok && written.value.id).not.toBe(designOf(await damask(['new'])).id)
  })
})

describe('patterns', () => {
  it('lists all with JSON Schemas', async () => {
    const done = await damask(['patterns', '--json'])
    fine(done)
    const listed = JSON.parse(done.out) as {
      name: string
      scope: string
      options: { type: string; properties: object }
    }[]
    expect(listed.map((p) => p.name)).toEqual(patterns.map((p) => p.manifest.name))
    for (const p of listed)
      expect(p.options).toMatchObject({ type: 'object', properties: expect.any(Object) })
    for (const p of listed) expect((await damask(['patterns'])).out).toContain(`${p.name} (${p.scope})`)
  })
})

describe('apply-pattern and eject', () => {
  const apply = (...args: readonly string[]): Promise<Done> =>
    damask(['apply-pattern', file('shop.json', plain.design), ...args])
  const target = plain.id('orders')

  it.for(['orders', 'public.orders', String(target)])('finds the table %s', async (table) => {
    const done = await apply(
      '--table',
      table,
      '--pattern',
      'soft-delete',
      '--options',
      '{"children":"leave"}',
    )
    fine(done)
    expect(recordsOf(designOf(done), 'use')).toEqual([
      {
        kind: 'use',
        id: `soft-delete@${target}#1`,
        pattern: 'soft-delete',
        target,
        options: { children: 'leave' },
      },
    ])
  })
  it('gives the design and ends with 1 where the pattern cannot do as asked', async () => {
    const done = await apply(
      '--table',
      'orders',
      '--pattern',
      'soft-delete',
      '--options',
      '{"children":"cascade"}',
    )
    expect(done.status).toBe(1)
    expect(done.err).toMatch(/^error: .*items has no soft delete\. \[soft-delete\/child-not-soft\]\n$/)
    expect(usesOf(designOf(done))).toHaveLength(1)
  })
  it.for([
    ['--table', 'orders', '--column', 'status'],
    ['--table', 'orders.status'],
    ['--table', 'public.orders.status'],
    ['--column', 'orders.status'],
  ])('finds the column by %j', async (where) => {
    const done = await apply('--pattern', 'state-machine', ...where)
    fine(done)
    expect(usesOf(designOf(done))).toEqual([`state-machine@${plain.id('orders.status')}#1`])
  })
  it('takes a pattern for the whole design, which needs no table', async () => {
    const done = await apply(
      '--pattern',
      'tenancy-row',
      '--options',
      '{"except":["public.photos"],"column":"posts"}',
    )
    fine(done)
    expect(recordsOf(designOf(done), 'use')[0]?.options).toEqual({
      except: [plain.id('photos')],
      column: 'posts',
    })
  })
  it('finds tables that options name, in lists and in objects', async () => {
    const options = { parents: ['posts', { table: 'photos', onDelete: 'cascade' }] }
    const done = await apply(
      '--table',
      'orders',
      '--pattern',
      'exclusive-arc',
      '--options',
      JSON.stringify(options),
    )
    fine(done)
    expect(recordsOf(designOf(done), 'use')[0]?.options).toEqual({
      parents: [plain.id('posts'), { table: plain.id('photos'), onDelete: 'cascade' }],
    })
  })
  it('changes the file in place', async () => {
    const path = file('inplace.json', plain.design)
    expect(
      await damask(['apply-pattern', path, '-i', '--table', 'orders', '--pattern', 'audit-columns']),
    ).toEqual({ status: 0, out: '', err: '' })
    expect(readFileSync(path, 'utf8')).toContain('audit-columns@')
    expect(await damask(['eject', path, '-i', '--table', 'orders', '--pattern', 'audit-columns'])).toEqual({
      status: 0,
      out: '',
      err: '',
    })
    const read = readDesign(readFileSync(path, 'utf8'))
    expect(read.ok && usesOf(read.value)).toEqual([])
    const sql = await damask(['compile', path])
    expect(sql.out).toMatch(/created_at +timestamptz/)
  })
  it('ejects without changing what is compiled', async () => {
    const path = file('six.json', six)
    const before = (await damask(['compile', path])).out
    const done = await damask([
      'eject',
      path,
      '--table',
      'orders',
      '--column',
      'status',
      '--pattern',
      'state-machine',
    ])
    fine(done)
    const sorted = (sql: string): readonly string[] => sql.replace(/,$/gm, '').split('\n').sort()
    expect(sorted((await damask(['compile', '-'], done.out)).out)).toEqual(sorted(before))
  })
  it.for([
    [
      ['--table', 'order', '--pattern', 'soft-delete'],
      /no table order in the design\. Did you mean orders\?/,
    ],
    [['--table', 'orders', '--pattern', 'softdelete'], /no pattern softdelete\. Did you mean soft-delete\?/],
    [['--table', 'orders'], /--pattern is missing/],
    [['--pattern', 'soft-delete'], /--table is missing/],
    [['--pattern', 'state-machine', '--table', 'orders'], /--column is missing/],
    [['--pattern', 'state-machine', '--table', 'orders', '--column', 'stat'], /no column stat in orders/],
    [['--pattern', 'tenancy-row', '--table', 'orders'], /whole design/],
    [['--pattern', 'soft-delete', '--table', 'orders', '--column', 'status'], /leave --column out/],
    [['--pattern', 'soft-delete', '--table', 'orders', '--options', '{"view":'], /--options is no JSON/],
    [['--pattern', 'soft-delete', '--table', 'orders', '--options', '[]'], /no JSON object/],
    [['--pattern', 'soft-delete', '--table', 'orders', '--options', '{"children":"eat"}'], /children/],
    [['--pattern', 'soft-delete', '--table', 'orders', '--options', '{"nope":1}'], /nope/],
    [
      ['--pattern', 'exclusive-arc', '--table', 'orders', '--options', '{"parents":["post"]}'],
      /no table post in the design\. Did you mean posts\?/,
    ],
    [
      [
        '--pattern',
        'exclusive-arc',
        '--table',
        'orders',
        '--options',
        `{"parents":${'['.repeat(40_000)}${']'.repeat(40_000)}}`,
      ],
      /nested deeper/,
    ],
    [['--pattern', 'soft-delete', '--table', 'orders', '-i', '--out', 'x'], /one of --out and --in-place/],
  ] as const)('refuses, %#', async ([args, words]) => unusable(await apply(...args), words))
  it('refuses what is on already, and ejecting what is not', async () => {
    const path = file('six.json', six)
    unusable(
      await damask(['apply-pattern', path, '--table', 'orders', '--pattern', 'soft-delete']),
      /is on already/,
    )
    unusable(await damask(['eject', path, '--table', 'customers', '--pattern', 'soft-delete']), /is not on/)
  })
  it('asks which of two tables of one name', async () => {
    const [other, third] = ['zz', 'yy'].map((name, i) => ({
      kind: 'schema' as const,
      id: plain.id<'schema'>(`schema ${i}`),
      name,
    }))
    if (!other || !third) throw new Error('two schemas')
    const twice = with_(
      plain.design,
      other,
      third,
      ...[other, third].map((s) => ({
        kind: 'table' as const,
        id: plain.id<'table'>(`t ${s.name}`),
        schema: s.id,
        name: 'twice',
      })),
    )
    const path = file('twice.json', twice)
    unusable(
      await damask(['apply-pattern', path, '--table', 'twice', '--pattern', 'audit-columns']),
      /several tables twice: zz\.twice, yy\.twice/,
    )
    expect(
      (await damask(['apply-pattern', path, '--table', 'yy.twice', '--pattern', 'audit-columns'])).status,
    ).toBe(0)
  })
})

describe('compile', () => {
  it('gives DDL for a version', async () => {
    const path = file('six.json', six)
    for (const n of ['15', '18']) {
      const done = await damask(['compile', path, '--pg', n])
      fine(done)
      expect(done.out).toMatch(/create table orders \(/)
    }
    unusable(await damask(['compile', path, '--pg', '14']), /one of 15, 16, 17, 18/)
    const newer = await damask(['compile', path, '--pg', '19'])
    expect(newer.status).toBe(0)
    expect(newer.err).toMatch(/19 is newer/)
  })
  it('gives statements as JSON', async () => {
    const { out } = await damask(['compile', file('six.json', six), '--json'])
    const made = JSON.parse(out) as {
      target: number
      sql: string
      statements: { sql: string }[]
      files: { path: string }[]
    }
    expect(made.target).toBe(18)
    expect(
      made.statements
        .map((s) => s.sql)
        .join('\n\n')
        .trim(),
    ).toBe(made.sql.trim())
    expect(made.files.map((f) => f.path)).toEqual(['helpers/with-tenant.ts'])
  })
  it('ends with 1 and tells the issues of a design that has errors', async () => {
    const broken = applyChanges(six, [{ id: plain.id('customers'), to: null }]).design
    const path = file('broken.json', broken)
    const done = await damask(['compile', path])
    expect(done.status).toBe(1)
    expect(done.out).toContain('create table')
    expect(done.err).toMatch(/^error: .* \[.+\]$/m)
    const lines = (await damask(['compile', path, '--json'])).err.trim().split('\n')
    expect(lines.map((l) => (JSON.parse(l) as { severity: string }).severity)).toContain('error')
  })
  it('lets no name steer the terminal', async () => {
    const [table] = recordsOf(plain.design, 'table')
    if (!table) throw new Error('the shop has tables')
    const esc = with_(plain.design, { ...table, name: 'a\u001b[2J\u202eb'.repeat(20) })
    const done = await damask(['compile', file('esc.json', esc)])
    expect(done.err).not.toBe('')
    for (const c of ['\u001b', '\u202e']) expect(done.err).not.toContain(c)
  })
})

describe('prove', () => {
  it('says promise by promise what held', async () => {
    const done = await damask(['prove', file('six.json', six)])
    fine(done)
    expect(done.out).toMatch(/^PostgreSQL 18/)
    expect(done.out).toMatch(/^soft-delete on orders$/m)
    expect(done.out).toMatch(/^ {2}held {4}\S/m)
    expect(done.out).toMatch(/\n\d{2} held, 0 failed, 0 cannot be judged by this engine\n$/)
  })
  it('as JSON, on pg-mem, with what it cannot judge', async () => {
    const { status, out } = await damask([
      'prove',
      file('six.json', on(plain, plain.design, 'exclusive-arc')),
      '--engine',
      'pg-mem',
      '--json',
    ])
    expect(status).toBe(0)
    const told = JSON.parse(out) as {
      engine: { kind: string }
      proofs: { promise: string; verdict: string }[]
      held: number
      gaps: number
      broken: number
      noRow: number
    }
    expect(told.engine.kind).toBe('pg-mem')
    expect(told.held).toBeGreaterThan(0)
    expect(told.proofs).toHaveLength(told.held + told.gaps + told.broken + told.noRow)
  })
  it.for([
    ['deleted_at is null', /^ {2}BROKEN {2}/m],
    ['false', /^ {2}(NO ROW|BROKEN) {2}/m],
  ] as const)('ends with 1 where a check contradicts: %s', async ([text, words]) => {
    const design = on(plain, plain.design, 'soft-delete')
    const check = {
      kind: 'check' as const,
      id: plain.id<'check'>(`check ${text}`),
      name: '',
      table: plain.id<'table'>('orders'),
      expr: rawSql(text, true),
    }
    const done = await damask(['prove', file('contradiction.json', with_(design, check))])
    expect(done.status).toBe(1)
    expect(done.out).toMatch(words)
    expect(done.out).toMatch(/[1-9]\d* failed/)
  })
  it('ends with 1 where the database refuses the design', async () => {
    const [check] = recordsOf(plain.design, 'check')
    if (!check) throw new Error('the shop has a check')
    const done = await damask([
      'prove',
      file('refused.json', with_(plain.design, { ...check, expr: rawSql('nonsense(((', true) })),
    ])
    expect(done.status).toBe(1)
    expect(done.out).toMatch(/REFUSED/)
  })
  it('knows two engines', async () =>
    unusable(await damask(['prove', file('six.json', six), '--engine', 'mysql']), /pglite or pg-mem/))
})

describe('export', () => {
  it('writes a folder and a zip with the same files', async () => {
    const path = file('six.json', six)
    const out = join(folder, 'bundle')
    const done = await damask(['export', path, '--out', out])
    fine(done)
    const inFolder = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name).slice(out.length + 1))
    expect(done.out.trim().split('\n').sort()).toEqual(inFolder.map((f) => join(out, f)).sort())
    const zipped = await damask(['export', path, '--out', `${out}.zip`, '--json'])
    fine(zipped)
    expect((JSON.parse(zipped.out) as { written: string[] }).written).toEqual([`${out}.zip`])
    const inside = unzipSync(readFileSync(`${out}.zip`))
    expect(Object.keys(inside).sort()).toEqual([...inFolder].sort())
    for (const [name, bytes] of Object.entries(inside))
      expect(readFileSync(join(out, name)).equals(bytes)).toBe(true)
    expect(existsSync(join(out, 'migrations/0001_shop.up.sql'))).toBe(true)
  })
  it('takes a name, and says where it could not write', async () => {
    const path = file('six.json', six)
    expect(
      (await damask(['export', path, '--out', join(folder, 'named'), '--name', 'First cut'])).out,
    ).toContain('0001_first-cut.up.sql')
    unusable(await damask(['export', path]), /--out is missing/)
    unusable(await damask(['export', path, '--out', join(path, 'below')]), /no folder/)
    unusable(await damask(['export', path, '--out', '/nowhere/at/all.zip']), /no such file/)
  })
})

describe('link and open', () => {
  it('give the design back', async () => {
    for (const design of [plain.design, six]) {
      const path = file('linked.json', design)
      const link = (await damask(['link', path])).out.trim()
      expect(link).toMatch(/^#[\w-]+$/)
      const whole = (await damask(['link', path, '--base', 'https://example.com/d/?a=b#old'])).out.trim()
      expect(whole).toBe(`https://example.com/d/?a=b${link}`)
      for (const form of [link, link.slice(1), `#s=${link.slice(1)}`, whole]) {
        const done = await damask(['open', form])
        fine(done)
        expect(done.out).toBe(serialise(design))
      }
      expect((await damask(['open', '-'], `${link}\n`)).out).toBe(serialise(design))
    }
    expect(JSON.parse((await damask(['link', '-', '--json'], serialise(six))).out)).toMatchObject({
      link: expect.stringMatching(/^#[\w-]+$/),
    })
  })
  it('refuse a link that was cut or changed', async () => {
    const link = (await damask(['link', file('linked.json', six)])).out.trim()
    unusable(await damask(['open', link.slice(0, -5)]), /\w/)
    unusable(await damask(['open', `${link.slice(0, 40)}x${link.slice(41)}`]), /\w/)
    unusable(await damask(['open', '-'], 'A'.repeat(3_000_000)), /larger than/)
  })
})
