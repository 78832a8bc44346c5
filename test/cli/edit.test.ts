import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordsOf } from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { cramped, type Done, damask } from './damask.ts'
import { designOf, file, fine, folder, plain, six, unusable, usesOf, with_, withCli } from './fixture.ts'

withCli()

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
  it.each([
    ['one table', ['--table', 'orders'], `audit-log@${target}#1`],
    ['the whole design', [], 'audit-log@design#1'],
  ])('takes a pattern that may be for one table or for all: %s', async (_, where, use) => {
    const done = await apply('--pattern', 'audit-log', ...where)
    fine(done)
    expect(usesOf(designOf(done))).toEqual([use])
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
  it.skipIf(process.platform === 'win32')('leaves a design whole that it cannot write anew', async () => {
    const path = file('cramped.json', six)
    const before = readFileSync(path, 'utf8')
    const args = ['apply-pattern', path, '--table', 'photos', '--pattern', 'row-version']
    for (const to of [['-i'], ['--out', path]]) {
      const done = await cramped([...args, ...to])
      expect(done.status).toBe(2)
      expect(done.err).toMatch(/cramped\.json: it would be larger than files may be here\n$/)
      expect(readFileSync(path, 'utf8')).toBe(before)
    }
    expect(readdirSync(folder).filter((f) => f.endsWith('.tmp'))).toEqual([])
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
    [['--table', 'orders', '--pattern', 'zzz'], /no pattern zzz\.\n`damask patterns` lists them\n$/],
    [['--table', 'orders'], /--pattern is missing/],
    [
      ['--pattern', 'soft-delete', '--table', 'orders', '--options', '{"__proto__":1}'],
      /no option "__proto__"/,
    ],
    [
      ['--pattern', 'tracked-columns', '--table', 'orders', '--options', '{"columns":["total"]}'],
      /no column total in the design\. Write it as table\.column\./,
    ],
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
