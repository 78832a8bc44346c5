import type { Id } from '../../base/index.ts'
import type { Actor, Expect, Made, Owning, Proof, Transaction } from '../../compile/index.ts'
import type { Known } from '../expr/index.ts'

/** The role that owns the schema wherever Damask runs it: neither superuser nor BYPASSRLS. */
export const ownerRole = 'damask_owner'

/** The actor of rows that a scenario needs but does not speak of. */
export const bystander = 'alice'

export type TenantKeys = Readonly<Record<'a' | 'b', Known>>

const nameOf = (made: Made, role: Id | undefined): string | undefined =>
  role === undefined ? undefined : made.catalog.get(role)?.name

/**
 * The database role behind an actor. A design without an application or maintenance role has nothing granted
 * or withheld, so the owner stands in for both.
 */
export const roleOf = (made: Made, actor: Actor): string => {
  const { appRole, maintenanceRole } = made.traits
  const role = actor === 'app' ? appRole : actor === 'maintenance' ? maintenanceRole : undefined
  return nameOf(made, role) ?? ownerRole
}

const refuses = (e: Expect | undefined, state?: string): boolean =>
  e !== undefined && 'refused' in e && (state === undefined || e.refused.includes(state))

const forbids = (tx: Transaction): boolean =>
  [...tx.steps.map((s) => s.expect), tx.commit].some((e) => refuses(e, '42501'))

const mayWrite = (made: Made, as: Actor, table: Id): boolean => {
  const { access, tenants } = made.traits
  const level = access.get(table)
  if (as === 'app') return level !== 'read' && level !== 'none'
  // The policy of the tenants binds the owner too.
  return as === 'maintenance' || tenants?.table !== table
}

/** The table whose rows the scenario has someone write whom another pattern lets only read them. */
export const beyondApp = (made: Made, proof: Proof): Id<'table'> | undefined => {
  for (const tx of proof.transactions) {
    for (const s of tx.steps)
      if ('insert' in s && !s.absent && !refuses(s.expect, '42501') && !mayWrite(made, tx.as, s.insert))
        return s.insert
  }
  return undefined
}

/**
 * Who acts. Where rows have owners, someone other than who wrote them acts past row level security, so that a scenario
 * of several people about something else can go on; those of the ownership itself are played as they stand. A
 * scenario about a table that the application only reads (the tenants) is played by who does write it, but for
 * what the application is to be forbidden.
 */
const actorOf = (made: Made, proof: Proof, tx: Transaction): Actor => {
  if (tx.as === 'maintenance' || [...made.traits.owned.values()].some((o) => o.use === proof.use))
    return tx.as
  const another = tx.as === 'app' && tx.actor !== undefined && tx.actor !== bystander
  const isForOthers =
    (another && made.traits.owned.size > 0) || (!forbids(tx) && beyondApp(made, proof) !== undefined)
  return isForOthers ? arranger(made) : tx.as
}

/** The role of the admins to whom something is left with rows that the scenario writes, where it is about something else. */
const adminsFor = (made: Made, proof: Proof): Id<'role'> | undefined => {
  const tables = proof.transactions.flatMap((tx) =>
    tx.steps.flatMap((s) => ('insert' in s && !s.absent ? [s.insert] : [])),
  )
  const reserved = (o: Owning | undefined): boolean => Object.values(o?.who ?? {}).includes('admin')
  const owning = tables.map((t) => made.traits.owned.get(t)).find(reserved)
  return owning?.use === proof.use ? undefined : owning?.admin
}

/** The database role that plays the transaction: an admin where the application may not do all of it with its own rows. */
export const playerOf = (made: Made, proof: Proof, tx: Transaction): string => {
  const actor = actorOf(made, proof, tx)
  const admins = actor === 'app' && !forbids(tx) ? adminsFor(made, proof) : undefined
  return nameOf(made, admins) ?? roleOf(made, actor)
}

/** Parents are written past row level security: under FORCE it binds the owner too. */
export const arranger = (made: Made): Actor => (made.traits.scopes.size > 0 ? 'maintenance' : 'owner')

/** What the session is told. `people`: whom the names of actors stand for, where they are rows of a table. */
export const settingsOf = (
  made: Made,
  tenants: TenantKeys | undefined,
  tx: Pick<Transaction, 'actor' | 'tenant'>,
  people: ReadonlyMap<string, string> = new Map(),
): Readonly<Record<string, string>> => {
  const { settings } = made.traits
  const actor = tx.actor === undefined ? bystander : tx.actor
  const tenant = tx.tenant === undefined ? 'a' : tx.tenant
  return {
    ...Object.fromEntries(made.traits.sessions),
    ...(actor === null ? {} : { [settings.actor]: people.get(actor) ?? actor }),
    ...(tenant === null || !tenants ? {} : { [settings.tenant]: String(tenants[tenant]) }),
  }
}
