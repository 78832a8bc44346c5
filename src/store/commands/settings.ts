import {
  type Change,
  change,
  type SettingsRecord,
  settingsOf,
  type Target,
  targets,
} from '../../design/index.ts'
import type { Attempt } from '../types.ts'
import { type Context, done, refuse } from './context.ts'
import { checkedName } from './names.ts'

const setting = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/i

/** What is wrong with a design's settings, in words. */
const trouble = (x: Context, s: SettingsRecord): string | undefined => {
  if (s.name.trim() === '') return 'A design needs a name.'
  if (x.design.records.get(s.schema)?.kind !== 'schema') return 'That schema is no longer part of the design.'
  for (const name of [s.actorSetting, s.tenantSetting])
    if (!setting.test(name))
      return `“${name}” cannot be a setting. Write two words with a dot, such as \`app.current_user\`.`
  if (s.actorSetting === s.tenantSetting) return 'The acting user and the tenant need settings of their own.'
  for (const name of [s.appRole, s.maintenanceRole]) {
    const checked = checkedName(name)
    if (!checked.ok) return checked.error
    if (/^pg_/.test(name)) return 'PostgreSQL keeps names that begin with `pg_` for itself. Choose another.'
  }
  return s.appRole === s.maintenanceRole ? 'The application and the maintenance role must differ.' : undefined
}

export const settings = (x: Context, set: Partial<Omit<SettingsRecord, 'kind' | 'id'>>): Attempt => {
  const old = settingsOf(x.design)
  const next: SettingsRecord = { ...old, ...set }
  const wrong = trouble(x, next)
  if (wrong) return refuse(wrong, old.id)
  const name = set.name === undefined ? 'Change settings' : 'Rename design'
  return done(name, [change(next)], { merge: `settings ${Object.keys(set).join(' ')}` })
}

export const setTarget = (x: Context, target: Target): Attempt =>
  targets.includes(target)
    ? done(`Target PostgreSQL ${target}`, [change({ ...settingsOf(x.design), target })])
    : refuse(`Damask writes for PostgreSQL ${targets[0]} to ${targets.at(-1)}.`)

/** The changes of a way out that an issue offered. */
export const takeWayOut = (_x: Context, label: string, changes: readonly Change[]): Attempt =>
  changes.length === 0 ? refuse('There is nothing to change.') : done(label, changes)
