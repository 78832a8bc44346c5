import type { Id } from '../../base/index.ts'
import type { Actor, Made, Transaction } from '../../compile/index.ts'
import type { Known } from '../expr/index.ts'

/** The role that owns the schema wherever Damask runs it: neither superuser nor BYPASSRLS. */
export const ownerRole = 'damask_owner'

/** The actor of rows that a scenario needs but does not speak of. */
const bystander = 'alice'

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

/**
 * Who acts. Where rows have owners, someone other than who wrote them acts past row level security, so that a scenario
 * of several people about something else can go on; those of the ownership itself are played as they stand.
 */
export const actorOf = (made: Made, use: Id, tx: Pick<Transaction, 'as' | 'actor'>): Actor => {
  const another = tx.actor !== undefined && tx.actor !== bystander
  const own = [...made.traits.owned.values()].some((o) => o.use === use)
  return tx.as === 'app' && another && made.traits.owned.size > 0 && !own ? arranger(made) : tx.as
}

/** Parents are written past row level security: under FORCE it binds the owner too. */
export const arranger = (made: Made): Actor => (made.traits.scopes.size > 0 ? 'maintenance' : 'owner')

export const settingsOf = (
  made: Made,
  tenants: TenantKeys | undefined,
  tx: Pick<Transaction, 'actor' | 'tenant'>,
): Readonly<Record<string, string>> => {
  const { settings } = made.traits
  const actor = tx.actor === undefined ? bystander : tx.actor
  const tenant = tx.tenant === undefined ? 'a' : tx.tenant
  return {
    ...Object.fromEntries(made.traits.sessions),
    ...(actor === null ? {} : { [settings.actor]: actor }),
    ...(tenant === null || !tenants ? {} : { [settings.tenant]: String(tenants[tenant]) }),
  }
}
