import { DataType, type FunctionDefinition, type IMemoryDb, QueryError } from 'pg-mem'

/** Settings of the running transaction, as current_setting reads them. */
export type Settings = Map<string, string>

const columnTypes = [
  DataType.text,
  DataType.integer,
  DataType.bigint,
  DataType.uuid,
  DataType.timestamptz,
  DataType.timestamp,
  DataType.date,
  DataType.bool,
  DataType.float,
  DataType.decimal,
  DataType.jsonb,
] as const

const isNull = (v: unknown): boolean => v === null || v === undefined

/** Counts NULLs among arguments of one type; pg-mem has no arguments of any type. */
const counters: readonly FunctionDefinition[] = columnTypes.flatMap((argsVariadic) =>
  [
    { name: 'num_nonnulls', count: (xs: readonly unknown[]) => xs.filter((x) => !isNull(x)).length },
    { name: 'num_nulls', count: (xs: readonly unknown[]) => xs.filter(isNull).length },
  ].map(({ name, count }) => ({
    name,
    argsVariadic,
    returns: DataType.integer,
    allowNullArguments: true,
    implementation: (...xs: unknown[]) => count(xs),
  })),
)

const jsonType = (v: unknown): string => {
  if (v === null) return 'null'
  if (Array.isArray(v)) return 'array'
  return typeof v
}

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0')

/** Version 7: milliseconds first, then random bits. */
const uuidv7 = (): string => {
  const time = hex(Date.now(), 12)
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

const textOf = (name: string, apply: (s: string) => string | number): FunctionDefinition => ({
  name,
  args: [DataType.text],
  returns: typeof apply('x') === 'number' ? DataType.integer : DataType.text,
  implementation: apply,
})

const made = (name: string, returns: DataType, implementation: () => unknown): FunctionDefinition => ({
  name,
  returns,
  impure: true,
  implementation: implementation as FunctionDefinition['implementation'],
})

const nullifs: readonly FunctionDefinition[] = columnTypes.map((t) => ({
  name: 'nullif',
  args: [t, t],
  returns: t,
  allowNullArguments: true,
  implementation: (a: unknown, b: unknown) => (a === b ? null : a) as object | null,
}))

const characters = (s: string): number => Array.from(s).length

const plain: readonly FunctionDefinition[] = [
  ...counters,
  ...nullifs,
  { name: 'jsonb_typeof', args: [DataType.jsonb], returns: DataType.text, implementation: jsonType },
  made('gen_random_uuid', DataType.uuid, () => crypto.randomUUID()),
  made('uuidv4', DataType.uuid, () => crypto.randomUUID()),
  made('uuidv7', DataType.uuid, uuidv7),
  made('clock_timestamp', DataType.timestamptz, () => new Date()),
  made('statement_timestamp', DataType.timestamptz, () => new Date()),
  made('transaction_timestamp', DataType.timestamptz, () => new Date()),
  textOf('length', characters),
  textOf('char_length', characters),
  textOf('btrim', (s) => s.replace(/^ +| +$/g, '')),
]

const settingFunctions = (settings: Settings): readonly FunctionDefinition[] => {
  const read = (key: string, missingOk: boolean): string | null => {
    const value = settings.get(key.toLowerCase())
    if (value !== undefined) return value
    if (missingOk) return null
    throw new QueryError(`unrecognized configuration parameter "${key}"`, '42704')
  }
  const write = (key: string, value: string | null): string => {
    settings.set(key.toLowerCase(), value ?? '')
    return value ?? ''
  }
  const common = { returns: DataType.text, impure: true }
  return [
    {
      ...common,
      name: 'current_setting',
      args: [DataType.text],
      implementation: (k: string) => read(k, false),
    },
    {
      ...common,
      name: 'current_setting',
      args: [DataType.text, DataType.bool],
      implementation: (k: string, ok: boolean) => read(k, ok),
    },
    {
      ...common,
      name: 'set_config',
      args: [DataType.text, DataType.text, DataType.bool],
      allowNullArguments: true,
      implementation: (k: string, v: string | null) => write(k, v),
    },
  ]
}

const matches = (flags: string, wanted: boolean) => (text: string, pattern: string) =>
  new RegExp(pattern, flags).test(text) === wanted

const patterns = [
  { operator: '~', implementation: matches('u', true) },
  { operator: '~*', implementation: matches('iu', true) },
  { operator: '!~', implementation: matches('u', false) },
  { operator: '!~*', implementation: matches('iu', false) },
] as const

/** Gives pg-mem the functions and operators that schemas use and it lacks. */
export const registerFunctions = (db: IMemoryDb, settings: Settings): void => {
  for (const f of [...plain, ...settingFunctions(settings)]) db.public.registerFunction(f)
  const { text, bool } = DataType
  for (const p of patterns) db.public.registerOperator({ ...p, left: text, right: text, returns: bool })
}
