import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Id } from '../../src/base/index.ts'
import { rawSql } from '../../src/catalog/index.ts'
import { inWords, type Shown } from '../../src/cli/proving.ts'
import { applyChanges, recordsOf, serialise, settingsOf } from '../../src/design/index.ts'
import { on } from '../patterns/on.ts'
import { bereft, damask, endedBy } from './damask.ts'
import { file, fine, folder, plain, six, unusable, with_, withCli } from './fixture.ts'

withCli()

/** A materialized view that is never filled. */
const endless = () => ({
  kind: 'matview' as const,
  id: plain.id<'matview'>('endless'),
  name: 'endless',
  schema: settingsOf(plain.design).schema,
  query: rawSql('select count(*) from generate_series(1, 1000000000000) n', true),
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
  it('ends what never ends', async () => {
    const done = await damask(['prove', file('endless.json', with_(plain.design, endless())), '--limit', '5'])
    expect(done).toMatchObject({ status: 1, out: '' })
    expect(done.err).toMatch(/ended after 5 s/)
    unusable(await damask(['prove', file('six.json', six), '--limit', '0']), /whole number of seconds/)
  })
  it.for(['SIGTERM', 'SIGKILL'] as const)('leaves nothing running when it is ended by %s', async (signal) => {
    const text = serialise(with_(plain.design, endless()))
    const ended = await endedBy(signal, ['prove', '-', '--limit', '30'], text)
    expect(ended).toEqual({ signal, quietAfter: true })
  })
  it.skipIf(spawnSync('pkill', ['-V']).status !== 0)('says that what did the work was ended', async () => {
    const text = serialise(with_(plain.design, endless()))
    const done = await bereft(['prove', '-', '--limit', '30'], text)
    expect(done.status).toBe(1)
    expect(done.err).toMatch(/^damask: the process that ran it was ended by SIGKILL/)
  })
  it('prints what was judged before the limit ended it', async () => {
    const { schema } = settingsOf(plain.design)
    const body = rawSql('begin loop end loop; end', true)
    const returns = rawSql('trigger', true)
    const spin = plain.id<'routine'>('spin')
    // Uses are judged in the order of their ids.
    const use = 'soft-delete@zz#1' as Id<'use'>
    const design = with_(
      on(plain, plain.design, 'soft-delete'),
      { kind: 'routine', id: spin, name: 'spin', schema, params: [], returns, language: 'plpgsql', body },
      {
        kind: 'trigger',
        id: plain.id<'trigger'>('spins'),
        name: 'spins',
        table: plain.id<'table'>('photos'),
        timing: 'before',
        events: ['insert'],
        routine: spin,
      },
      { kind: 'use', id: use, pattern: 'soft-delete', target: plain.id<'table'>('photos'), options: {} },
    )
    const path = file('late.json', design)
    const done = await damask(['prove', path, '--limit', '20', '--json'])
    expect(done.status).toBe(1)
    expect(done.err).toMatch(/ended after 20 s/)
    const told = JSON.parse(done.out) as { held: number; unjudged: number; proofs: { verdict: string }[] }
    expect(told.held).toBeGreaterThan(0)
    expect(told.unjudged).toBeGreaterThan(0)
    expect(told.proofs.map((p) => p.verdict)).toEqual(Array(told.held).fill('held'))
  })
  it('says in words how many promises an ended run did not come to', () => {
    const engine = { kind: 'pglite', name: 'PostgreSQL', version: '18' } as const
    const verdict = { engine, ms: 1, statements: 2, errors: [], gaps: [] }
    const one: Shown = {
      id: 'p',
      use: 'u',
      heading: 'soft-delete on orders',
      promise: 'rows stay',
      why: [],
      answer: { verdict: 'held', engine, ms: 1 },
    }
    expect(inWords({ verdict, promises: 3, shown: [one] }).split('\n')).toEqual([
      'PostgreSQL 18: 2 statements, 0 refused',
      '',
      'soft-delete on orders',
      '  held    rows stay',
      '',
      '1 held, 0 failed, 0 cannot be judged by this engine; ended before 2 more could be judged',
    ])
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
    unusable(await damask(['export', path, '--out', '/nowhere/at/all.zip']), /its folder is not there/)
    unusable(await damask(['export', path, '--out', '-']), /does not go to stdout/)
  })
  it('goes into folders that it makes, and beside what is in one', async () => {
    const path = file('plain.json', plain.design)
    const out = join(folder, 'not', 'yet', 'there')
    fine(await damask(['export', path, '--out', out]))
    writeFileSync(join(out, 'mine.txt'), 'mine')
    fine(await damask(['export', path, '--out', `${out}/`]))
    expect(readFileSync(join(out, 'mine.txt'), 'utf8')).toBe('mine')
  })
  it.skipIf(!existsSync('/proc/self'))('says where no folder can be made', async () =>
    unusable(
      await damask(['export', file('plain.json', plain.design), '--out', '/proc/damask/bundle']),
      /no folder can be made there/,
    ),
  )
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
      const broken = `Look:\r\n${whole.replace(/.{76}/g, '$&\r\n')}\r\n`
      for (const text of [`${link}\n`, broken])
        expect((await damask(['open', '-'], text)).out).toBe(serialise(design))
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
