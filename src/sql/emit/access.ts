import type { Id } from '../../base/index.ts'
import { type Catalog, type Obj, quoteLiteral, type Sql } from '../../catalog/index.ts'
import type { Names } from '../names.ts'
import { dollarQuote, quoteIdent } from '../quote.ts'
import type { Statement } from '../types.ts'
import { columnList, exprText } from './fragment.ts'
import { routineWord, signature } from './routine.ts'
import { adminStatement, commented, statement } from './writer.ts'

/** An anonymous PL/pgSQL block. */
export const doBlock = (lines: readonly string[]): string => `do ${dollarQuote(`\n${lines.join('\n')}\n`)};`

/** Attributes of pg_roles by the word that gives them. */
const attributeColumns = { login: 'rolcanlogin', bypassrls: 'rolbypassrls' } as const

const described = (comment: string): string =>
  ` and pg_catalog.shobj_description(oid, 'pg_authid') = ${quoteLiteral(comment)}`

/**
 * Roles are shared by all databases of a server, so one that exists is taken as it is and given what it lacks.
 * Where it lacks nothing, no right of an administrator is needed.
 */
export const roleStatements = (r: Obj<'role'>): readonly Statement[] => {
  const name = quoteIdent(r.name)
  const attributes = (['login', 'bypassrls'] as const).filter((a) => (a === 'login' ? r.login : r.bypassRls))
  const unless = (having: string, then: string): readonly string[] => [
    `  if not exists (select from pg_catalog.pg_roles where rolname = ${quoteLiteral(r.name)}${having}) then`,
    `    ${then};`,
    '  end if;',
  ]
  const having = attributes.map((a) => ` and ${attributeColumns[a]}`).join('')
  return [
    adminStatement(
      r,
      doBlock([
        'begin',
        ...unless('', `create role ${name}`),
        ...(attributes.length > 0 ? unless(having, `alter role ${name} ${attributes.join(' ')}`) : []),
        ...(r.comment
          ? unless(described(r.comment), `comment on role ${name} is ${quoteLiteral(r.comment)}`)
          : []),
        'end',
      ]),
    ),
  ]
}

/** A membership that is there needs no administrator either. */
export const membershipStatements = (r: Obj<'role'>, names: Names): readonly Statement[] =>
  (r.memberOf ?? []).map((id) => {
    const [member, role] = [r.name, names.name(id)]
    return adminStatement(
      r,
      doBlock([
        'begin',
        `  if not pg_catalog.pg_has_role(${quoteLiteral(member)}, ${quoteLiteral(role)}, 'member') then`,
        `    grant ${quoteIdent(role)} to ${quoteIdent(member)};`,
        '  end if;',
        'end',
      ]),
    )
  })

export const schemaStatements = (s: Obj<'schema'>): readonly Statement[] => {
  const name = quoteIdent(s.name)
  const all = commented(statement(s, `create schema ${name};`), s, () => `schema ${name}`)
  return s.name === 'public' ? all.slice(1) : all
}

export const extensionStatements = (x: Obj<'extension'>, names: Names): readonly Statement[] => {
  const schema = x.schema === undefined ? '' : ` with schema ${names.quoted(x.schema)}`
  const name = quoteIdent(x.name)
  const create = statement(x, `create extension if not exists ${name}${schema};`)
  return commented(create, x, () => `extension ${name}`)
}

/** The object as ALTER, GRANT and DROP call it: `view orders_live`, `function public.f(text)`. */
export const called = (o: Obj, names: Names): string => {
  if (o.kind === 'routine') return `${routineWord(o)} ${signature(o, names)}`
  if (o.kind === 'matview') return `materialized view ${names.short(o.id)}`
  return `${o.kind === 'enum' ? 'type' : o.kind} ${names.short(o.id)}`
}

/** Changes the owner; the object is finished by then, because its creator may lose the right to alter it. */
export const ownerStatement = (o: Obj, owner: string, names: Names): Statement =>
  statement(o, `alter ${called(o, names)} owner to ${names.quoted(owner)};`)

const attached = new WeakMap<Catalog, ReadonlySet<Id>>()
/** Routines of triggers on partitioned tables. */
const onPartitioned = (catalog: Catalog): ReadonlySet<Id> => {
  const known = attached.get(catalog)
  if (known) return known
  const found = new Set<Id>()
  for (const o of catalog.values()) {
    if (o.kind !== 'trigger') continue
    const table = catalog.get(o.table)
    if (table?.kind === 'table' && table.partitionBy) found.add(o.routine)
  }
  attached.set(catalog, found)
  return found
}

/**
 * A new partition takes its table's triggers along, for which whoever makes it must be allowed to execute their
 * functions. One that was closed and handed to another owner is opened again to the owner of the table alone.
 */
export const attachStatements = (r: Obj<'routine'>, owner: Id, names: Names): readonly Statement[] => {
  if (!r.closed || !onPartitioned(names.catalog).has(r.id)) return []
  const grant = quoteLiteral(`grant execute on ${called(r, names)} to %I`)
  return [
    statement(
      r,
      doBlock([
        'declare',
        '  maker constant name := current_user;',
        'begin',
        `  set local role ${names.quoted(owner)};`,
        `  execute format(${grant}, maker);`,
        "  execute format('set local role %I', maker);",
        'end',
      ]),
    ),
  ]
}

/** PostgreSQL lets PUBLIC execute a new routine. */
export const closeRoutine = (r: Obj<'routine'>, names: Names): Statement =>
  statement(r, `revoke all on ${called(r, names)} from public;`)

export const rlsStatements = (t: Obj<'table'>, names: Names): readonly Statement[] => {
  const table = names.short(t.id)
  const enable = statement(t, `alter table ${table} enable row level security;`)
  return t.rls === 'forced'
    ? [enable, statement(t, `alter table ${table} force row level security;`)]
    : [enable]
}

const granted = (o: Obj, names: Names): string =>
  o.kind === 'table' || o.kind === 'view' || o.kind === 'matview' ? names.short(o.id) : called(o, names)

/** `select, update on orders`, with the columns behind each privilege. */
const rights = (g: Obj<'grant'>, names: Names): string => {
  const columns = g.columns?.length ? ` (${columnList(g.columns, names)})` : ''
  const list = g.privileges.map((p) => p.toLowerCase() + columns).join(', ')
  return `${list} on ${granted(names.object(g.on), names)}`
}
const grantee = (g: Obj<'grant'>, names: Names): string => (g.to === 'public' ? 'public' : names.quoted(g.to))

export const grantStatements = (g: Obj<'grant'>, names: Names): readonly Statement[] =>
  g.privileges.length === 0
    ? []
    : [
        statement(
          g,
          `grant ${rights(g, names)} to ${grantee(g, names)}${g.grantable ? ' with grant option' : ''};`,
        ),
      ]

/** Takes the grant back. */
export const revokeStatement = (g: Obj<'grant'>, names: Names): Statement =>
  statement(g, `revoke ${rights(g, names)} from ${grantee(g, names)};`)

const tuple = (values: readonly Sql[], names: Names): string =>
  `(${values.map((v) => exprText(v, names)).join(', ')})`

export const rowsStatements = (r: Obj<'rows'>, names: Names): readonly Statement[] => {
  if (r.values.length === 0) return []
  const table = names.short(r.table)
  if (r.columns.length === 0) return r.values.map(() => statement(r, `insert into ${table} default values;`))
  const always = r.columns.some((id) => {
    const c = names.object(id)
    return c.kind === 'column' && c.identity === 'always'
  })
  const head = `insert into ${table} (${columnList(r.columns, names)})${always ? ' overriding system value' : ''} values`
  return [statement(r, `${head}\n  ${r.values.map((v) => tuple(v, names)).join(',\n  ')};`)]
}
