import { describe, expect, it } from 'vitest'
import { builtIn, type DataType } from '../../src/catalog/index.ts'
import { lookupOf, namesOf, parseDataType, renderType } from '../../src/sql/index.ts'
import { catalogOf } from './sample.ts'
import { shop } from './shop.ts'

const lookup = lookupOf(shop)
const parse = (text: string) => parseDataType(text, (name, schema) => lookup.type(name, schema))

describe('parseDataType', () => {
  it.each<[string, DataType]>([
    ['text', builtIn('text')],
    ['INT', builtIn('integer')],
    ['numeric(12,2)[]', { ...builtIn('numeric', 12, 2), dims: 1 }],
    ['numeric(3, -2)', builtIn('numeric', 3, -2)],
    ['varchar(20)[3][]', { ...builtIn('varchar', 20), dims: 2 }],
    ['character varying (20)', builtIn('varchar', 20)],
    ['double   precision', builtIn('double precision')],
    ['timestamp(3) with time zone', builtIn('timestamptz', 3)],
    ['timestamp without time zone', builtIn('timestamp')],
    ['time with time zone array', { ...builtIn('timetz'), dims: 1 }],
    ['bit varying(3)', builtIn('varbit', 3)],
    ['float(10)', builtIn('real')],
    ['pg_catalog.int4', builtIn('integer')],
    ['order_status', { type: 'E' }],
    ['"order_status"[]', { type: 'E', dims: 1 }],
    ['app.email', { type: 'D' }],
    ['topology.geometry', builtIn('topology.geometry')],
    ['"char"', builtIn('"char"')],
    ['interval(3)', builtIn('interval', 3)],
    ['interval YEAR to month', builtIn('interval year to month')],
    ['interval day to second (3)[]', { ...builtIn('interval day to second', 3), dims: 1 }],
    ['interval second', builtIn('interval second')],
  ])('%s', (text, type) => {
    expect(parse(text)).toEqual({ ok: true, value: { type } })
  })
  it.each(['varchar(20)!', 'varchar(20) not null', 'varchar(20) !'])('%s is not null', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: { type: builtIn('varchar', 20), notNull: true } })
  })
  it.each([
    '',
    ' ',
    '(3)',
    'text(',
    'text(a)',
    'text]',
    'text[',
    'order_status(3)',
    'text; drop table x',
    "'text'",
    'a.b.c',
    '"a',
    'numeric(99999999999)',
    'interval second to day',
    'geometry(Point,4326)',
    'int[][][][][][][]',
  ])('refuses %j in words', (text) => {
    expect(parse(text)).toEqual({ ok: false, error: expect.stringMatching(/\.$/) })
  })
  it.each([
    'numeric(12, 2)[]',
    'order_status[]',
    'double precision',
    'app.email',
    '"char"',
    'timestamptz(3)',
    'interval minute to second(2)',
  ])('%s reads back', (text) => {
    const r = parse(text)
    expect(r.ok && renderType(r.value.type, namesOf(catalogOf(...shop)))).toBe(text)
  })
})
