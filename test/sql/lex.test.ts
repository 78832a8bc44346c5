import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteLiteral } from '../../src/catalog/index.ts'
import {
  dollarQuote,
  identName,
  isTrivia,
  lex,
  quoteIdent,
  splitStatements,
  stringValue,
} from '../../src/sql/index.ts'

const show = (text: string): readonly string[] =>
  lex(text)
    .filter((t) => t.kind !== 'space')
    .map((t) => `${t.kind}${t.unterminated ? '!' : ''} ${text.slice(t.from, t.to)}`)

describe('lex', () => {
  it.each<[string, readonly string[]]>([
    ["'it''s' E'a\\'b' e'x", ["string 'it''s'", "string E'a\\'b'", "string! e'x"]],
    [
      "U&'d\\0061t' U&\"d\\0061t\" B'01' x'1F' N'n'",
      ["string U&'d\\0061t'", 'ident U&"d\\0061t"', "string B'01'", "string x'1F'", "string N'n'"],
    ],
    ["'a\\' b", ["string 'a\\'", 'word b']],
    ['$$a$b$$ $t$ $$ $t$ $1 $x', ['string $$a$b$$', 'string $t$ $$ $t$', 'param $1', 'other $', 'word x']],
    ['a$b$ $b$c', ['word a$b$', 'string! $b$c']],
    ['/* a /* b */ c */ d -- e\nf', ['comment /* a /* b */ c */', 'word d', 'comment -- e', 'word f']],
    ['/* a /* b */', ['comment! /* a /* b */']],
    ['"a""b" "c', ['ident "a""b"', 'ident! "c']],
    [
      '1 1.5 .5 1e-3 1_000 0x1F 1..2 1.',
      [
        'number 1',
        'number 1.5',
        'number .5',
        'number 1e-3',
        'number 1_000',
        'number 0x1F',
        'number 1',
        'punct .',
        'number .2',
        'number 1.',
      ],
    ],
    ['a::b:=c=>d', ['word a', 'op ::', 'word b', 'op :=', 'word c', 'op =>', 'word d']],
    ['a[1:2]', ['word a', 'punct [', 'number 1', 'punct :', 'number 2', 'punct ]']],
    ['a=-1', ['word a', 'op =', 'op -', 'number 1']],
    ['a@-1 b<--c', ['word a', 'op @-', 'number 1', 'word b', 'op <', 'comment --c']],
    ['a*/*b*/c', ['word a', 'op *', 'comment /*b*/', 'word c']],
    ['größe_1 日本', ['word größe_1', 'word 日本']],
  ])('%s', (text, expected) => {
    expect(show(text)).toEqual(expected)
  })

  it('covers any text without a gap', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      '\n',
      '\\',
      'e',
      'U&',
      '::',
      '1',
      '.',
      ';',
      '(',
      ')',
      '\0',
      '🙂',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(pieces, fc.string())).map((p) => p.join('')),
    )
    fc.assert(
      fc.property(text, (s) => {
        let at = 0
        for (const t of lex(s)) {
          expect(t.from).toBe(at)
          expect(t.to).toBeGreaterThan(t.from)
          at = t.to
        }
        expect(at).toBe(s.length)
      }),
    )
  })

  it('reads any quoted name, constant and body as one token, and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        const ident = quoteIdent(s)
        expect(identName(ident)).toBe(s)
        for (const text of [ident, quoteLiteral(s), dollarQuote(s)])
          expect(lex(text)).toEqual([expect.objectContaining({ from: 0, to: text.length })])
        if (!s.includes('\\')) expect(stringValue(quoteLiteral(s))).toBe(s)
      }),
    )
  })

  it('finds a dollar tag that the body does not hold', () => {
    const body = fc.array(fc.constantFrom('$', '$$', '$body$', '$body', 'a', 'body')).map((p) => p.join(''))
    fc.assert(
      fc.property(body, (s) => {
        const text = dollarQuote(s)
        expect(lex(text)).toEqual([{ kind: 'string', from: 0, to: text.length }])
        expect(text.split(s).length).toBeGreaterThan(1)
      }),
    )
  })
})

describe('splitStatements', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    [' ; ; -- x', []],
    ['select 1; select 2', ['select 1', 'select 2']],
    ["select ';'; -- ;\nselect $$;$$ /* ; */;", ["select ';'", 'select $$;$$']],
    [
      'create rule r as on insert to t do (select 1; select 2); a',
      ['create rule r as on insert to t do (select 1; select 2)', 'a'],
    ],
    [
      'create function f() begin atomic select case when a then 1 end; select 2; end; select 3',
      ['create function f() begin atomic select case when a then 1 end; select 2; end', 'select 3'],
    ],
    ['begin; commit; end; x', ['begin', 'commit', 'end', 'x']],
    ['select (1; select 2', ['select (1; select 2']],
  ])('%s', (text, expected) => {
    expect(splitStatements(text).map((p) => p.text)).toEqual(expected)
  })

  it('tells where the statements are, and loses nothing but what is between', () => {
    fc.assert(
      fc.property(fc.string(), (s) => {
        const pieces = splitStatements(s)
        const rest = pieces.reduceRight((t, p) => t.slice(0, p.from) + t.slice(p.to), s)
        expect(lex(rest).every((t) => isTrivia(t) || rest[t.from] === ';' || t.unterminated)).toBe(true)
        for (const p of pieces) expect(s.slice(p.from, p.to)).toBe(p.text)
      }),
    )
  })
})
