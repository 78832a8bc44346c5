import { type Catalog, type DataType, isUserType, type Sql } from '../../catalog/index.ts'

type Samples = readonly [string, string]

const numbers: Samples = ['4711', '1234']
const words: Samples = ['top secret 4711', 'quite another']
const ranges: Samples = ['[4711,4712)', '[1234,1235)']

/** Two values in plain text that a type takes and prints as they are. */
const known: Readonly<Record<string, Samples>> = {
  text: words,
  varchar: words,
  citext: words,
  char: words,
  name: words,
  smallint: numbers,
  integer: numbers,
  bigint: numbers,
  numeric: numbers,
  real: numbers,
  'double precision': numbers,
  oid: numbers,
  boolean: ['true', 'false'],
  date: ['2001-02-03', '2002-03-04'],
  timestamp: ['2001-02-03 00:00:00', '2002-03-04 00:00:00'],
  timestamptz: ['2001-02-03 00:00:00+00', '2002-03-04 00:00:00+00'],
  time: ['04:07:11', '01:02:34'],
  interval: ['04:07:11', '01:02:34'],
  uuid: ['00000000-0000-4000-8000-000000004711', '00000000-0000-4000-8000-000000001234'],
  json: ['"top secret"', '"quite another"'],
  jsonb: ['"top secret"', '"quite another"'],
  bytea: ['\\x00004711', '\\x00001234'],
  inet: ['10.47.11.0/24', '10.12.34.0/24'],
  cidr: ['10.47.11.0/24', '10.12.34.0/24'],
  hstore: ['"a"=>"4711"', '"a"=>"1234"'],
  ltree: ['top.secret', 'quite.another'],
  int4range: ranges,
  int8range: ranges,
  numrange: ranges,
  daterange: ['[2001-02-03,2002-03-04)', '[2003-02-03,2004-03-04)'],
}

const inArray = (text: string): string => (/^\w+$/.test(text) ? `{${text}}` : `{"${text}"}`)

const ofType = (catalog: Catalog, type: DataType): Samples | undefined => {
  if (!isUserType(type)) return known[type.base]
  const made = catalog.get(type.type)
  if (made?.kind === 'domain') return made.checks.length > 0 ? undefined : ofType(catalog, made.type)
  const [a, b] = made?.kind === 'enum' ? made.labels : []
  return a && b && [a.name, b.name]
}

/** The same of what a routine returns; undefined of a type whose values no one knows here. */
export const samplesOf = (catalog: Catalog, returns: Sql): Samples | undefined => {
  const [of] = returns.refs
  // A type of an extension stands behind the schema of that.
  const inSchema = of !== undefined && catalog.get(of.id)?.kind === 'schema'
  const word = returns.text.join('').slice(inSchema ? '.'.length : 0)
  const array = word.endsWith('[]')
  const base = word.replaceAll('[]', '')
  const type: DataType = of && !inSchema ? { type: of.id as never } : { base }
  const samples = ofType(catalog, type)
  if (!array || !samples || /json|bytea|range/.test(base)) return array ? undefined : samples
  return [inArray(samples[0]), inArray(samples[1])]
}
