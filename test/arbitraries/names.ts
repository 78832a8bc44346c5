import fc from 'fast-check'

const words = [
  'id',
  'name',
  'orders',
  'customer',
  'created_at',
  'user',
  'select',
  'order item',
  'größe',
  '日本',
]

/** Names that PostgreSQL takes: 1 to 63 bytes, without NUL and lone surrogates. */
export const goodName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/) },
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((s) => !s.includes('\0')),
  fc.constantFrom(
    '"',
    "'",
    'a"b',
    '$$',
    '*/',
    '--',
    ' ',
    '\n',
    '\u202eabc',
    '🙂',
    'x'.repeat(63),
    '__proto__',
  ),
)

/** Any string at all, as a file may hold it. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: goodName },
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '\0', '\ud800', 'a\udfffb', '\ufeff', '\u2028', 'x'.repeat(200)),
)
