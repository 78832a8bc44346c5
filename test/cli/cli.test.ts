import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { serialise, settingsOf } from '../../src/design/index.ts'
import { readDesign } from '../../src/formats/json/index.ts'
import { catalogue } from '../../src/patterns/index.ts'
import { damask, into } from './damask.ts'
import { designOf, file, fine, folder, plain, unusable, withCli } from './fixture.ts'

withCli()

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
    [['help', 'compil'], /no command compil\. Did you mean compile\?/],
    [['compile'], /give a design/],
    [['compile', 'a', 'b'], /one argument too many: b/],
    [['compile', '--nope', 'a'], /--nope/],
    [['compile', 'a', '--pg'], /--pg/],
    [['new', '--template', 'order'], /no template order\. Did you mean orders\?/],
    [['new', '--template', 'zzz'], /no template zzz\.\n`damask templates` lists them\n$/],
    [['link', '/nowhere/x.json'], /\/nowhere\/x\.json: there is no such file/],
    [['link', '/'], /it is a folder/],
    [['compile', '/dev/zero'], /larger than 20 MB/],
    [['new', '--out', join(folder, 'nowhere', 'x.json')], /x\.json: its folder is not there\n$/],
    [['new', '--template', 'orders', '--out', folder], /it is a folder/],
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

  it('says how much a link may be, and what stands where a folder is to go', async () => {
    unusable(await damask(['open', '-'], '1'.repeat(1_100_000)), /larger than 980 KB/)
    const path = join(folder, 'in-the-way')
    await damask(['new', '--out', path])
    unusable(await damask(['export', path, '--out', path]), /in-the-way: a file is in the way\n$/)
  })
  it('ends a sentence once', async () => {
    const done = await damask(
      ['apply-pattern', '-', '--pattern', 'soft-delete', '--table', 'orders', '--options', '{"nope":1}'],
      serialise(plain.design),
    )
    unusable(done, /no option "nope"\. Leave it out\.\n$/)
  })
  it('says notes as JSON too', async () => {
    const { status, err } = await damask(['compile', '-', '--json', '--pg', '99'], serialise(plain.design))
    expect(status).toBe(0)
    expect(JSON.parse(err)).toMatchObject({ severity: 'info', code: 'cli/note' })
  })

  it('says errors as JSON where asked to', async () => {
    const { status, err } = await damask(['compile', '-', '--json'], '{}')
    expect(status).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ severity: 'error', code: 'cli/unusable' })
  })
  it.skipIf(!existsSync('/dev/full'))('says that the disk is full where its output goes', async () => {
    const path = file('full.json', plain.design)
    for (const json of [[], ['--json']]) {
      const { status, err } = await into('/dev/full', ['compile', path, ...json])
      expect(status).toBe(2)
      expect(err).toMatch(/stdout: the disk is full"?\}?\n$/)
      expect(err).not.toMatch(/^ {4}at /m)
    }
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
    expect(listed.map((p) => p.name)).toEqual(Object.keys(catalogue))
    for (const p of listed)
      expect(p.options).toMatchObject({ type: 'object', properties: expect.any(Object) })
    const { out } = await damask(['patterns'])
    for (const p of listed) expect(out).toContain(`${p.name} (${p.scope})`)
  })
})
