import { describe, expect, it } from 'vitest'
import type { Catalog, Obj } from '../../../src/catalog/index.ts'
import { migrationOf } from '../../../src/formats/bundle/migration.ts'
import { trouble } from '../../../src/formats/bundle/statement.ts'
import { fence, inMarkdown, oneLine, prose, slug } from '../../../src/formats/bundle/text.ts'
import type { Emitted, Statement } from '../../../src/sql/index.ts'

const emitted = (...statements: readonly Partial<Statement>[]): Emitted => ({
  statements: statements.map((s) => ({ sql: 'select 1;', object: 'o', parts: [], ...s })),
  text: '',
  offsets: [],
})
const none = emitted()
const catalog: Catalog = new Map<string, Obj>([['s', { kind: 'schema', id: 's', name: 'public' }]])

describe('a migration', () => {
  it('puts what bears no transaction into files of its own, in order', () => {
    const up = emitted(
      { sql: 'a;' },
      { sql: 'role;', admin: true },
      { sql: 'b;', alone: true },
      { sql: 'c;', alone: true },
      { sql: 'd;' },
    )
    const { files, up: order } = migrationOf(catalog, up, none, 'x', 'X')
    const bodies = order.map((p) =>
      files
        .find((f) => f.path === p)
        ?.text.split('\n\n')
        .slice(1)
        .filter((s) => !s.includes('search_path')),
    )
    expect(order).toEqual([
      'migrations/0001_x.up.sql',
      'migrations/0002_x.up.sql',
      'migrations/0003_x.up.sql',
      'migrations/0004_x.up.sql',
    ])
    expect(bodies).toEqual([
      ['begin;', "set local lock_timeout = '2s';", 'role;', 'a;', 'commit;\n'],
      ['b;\n'],
      ['c;\n'],
      ['begin;', "set local lock_timeout = '2s';", 'd;', 'commit;\n'],
    ])
  })
  it('drops roles last', () => {
    const { files } = migrationOf(
      catalog,
      none,
      emitted({ sql: 'drop table;' }, { sql: 'drop role;', admin: true }),
      'x',
      'X',
    )
    expect(files.find((f) => f.path.endsWith('.down.sql'))?.text).toMatch(
      /drop table;\n\ndrop role;\n\ncommit;\n$/,
    )
  })
  it('is there for an empty design too', () => {
    expect(migrationOf(new Map(), none, none, 'x', 'X').up).toEqual(['migrations/0001_x.up.sql'])
  })
})

describe('a statement for psql', () => {
  it.for([
    'select 1;',
    "select E'\\\\', '\\', \"\\\", $$ \\! ' $$; -- \\!",
    'do $$ begin; end $$;',
    'create function f() returns int begin atomic select 1; select 2; end;',
  ])('passes: %s', (sql) => {
    expect(trouble(sql)).toBeUndefined()
  })
  it.for([
    'select 1 \\! ls',
    'select 1; select 2;',
    "select '",
    'select "',
    'select $a$',
    'select /* 1',
    'select \0',
    "select 'a\\' \\! ls'",
  ])('does not: %s', (sql) => {
    expect(trouble(sql)).toBeTypeOf('string')
  })
})

describe('text', () => {
  it.for([
    [oneLine('a\r\nb\u2028c\u0000d\u202ee'), 'a b c d e'],
    [oneLine('x'.repeat(200)), `${'x'.repeat(120)}…`],
    [inMarkdown('a`b` <c> [d](e) *f* | g'), 'a\\`b\\` &lt;c\\> \\[d\\]\\(e\\) \\*f\\* \\| g'],
    [prose('a\n# b\n---\n<i>'), 'a\n\\# b\n\\---\n&lt;i>'],
    [fence('sh', 'a\n```\nb'), '````sh\na\n```\nb\n````'],
    [slug('Über  Größe!', 'x'), 'uber-gro-e'],
    [slug('注文', 'schema'), 'schema'],
  ] as const)('%#: %s', ([got, wanted]) => {
    expect(got).toBe(wanted)
  })
})
