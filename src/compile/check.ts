import { type DataType, extensionOf, name, type Obj, rawSql, sql } from '../catalog/index.ts'
import { checkEmptied } from './check-emptied.ts'
import { checkShapes } from './check-shapes.ts'
import { checkFunctions } from './newer-functions.ts'
import { type Redraw, redraw } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

const equality: ReadonlySet<string> = new Set(['=', '<>', '!='])

/**
 * Extensions that types and operators ask for are part of the design. GiST knows ranges and shapes; whether plain values
 * are equal it knows by btree_gist.
 */
const needExtensions = (w: World): void => {
  const need = (t: DataType, o: Obj): void => {
    const extension = extensionOf(t)
    if (extension) w.needExtension(extension, o.why?.use)
  }
  for (const o of w.all('column')) need(o.type, o)
  for (const o of w.all('domain')) need(o.type, o)
  for (const e of w.all('exclusion')) {
    const scalar = e.elements.some((x) => equality.has(x.operator))
    if (e.method === 'gist' && scalar) w.needExtension('btree_gist', e.why?.use)
  }
  for (const k of w.all('key')) {
    if (k.withoutOverlaps && k.columns.length > 1) w.needExtension('btree_gist', k.why?.use)
  }
}

/** `older`: what is drawn instead without a newer target; else the object goes. */
const newer = (
  w: World,
  o: Obj<'key' | 'fk' | 'column' | 'grant'>,
  what: string,
  instead: string,
  { since = 18, older }: { readonly since?: 17 | 18; readonly older?: Redraw } = {},
): void => {
  const on = o.kind === 'grant' ? o.on : o.table
  const aim = redraw('settings', w.settings.id, `Target PostgreSQL ${since}`, (s) => ({
    ...s,
    target: since,
  }))
  w.issues.push({
    code: 'target/too-old',
    severity: 'error',
    objects: [o.id, on],
    message: sql`${name(on)}: ${what} needs PostgreSQL ${since}, and the design targets ${w.settings.target}. ${instead}`,
    ...(older && !o.why ? { redraws: [aim, older] } : ridOf(o, aim)),
  })
}

const isMaintain = (privilege: string): boolean => privilege.toUpperCase() === 'MAINTAIN'

const checkMaintain = (w: World): void => {
  if (w.settings.target >= 17) return
  for (const g of w.all('grant')) {
    const privileges = g.privileges.filter((p) => !isMaintain(p))
    if (privileges.length === g.privileges.length) continue
    if (privileges.length > 0) w.put({ ...g, privileges })
    else w.remove(g.id)
    const older = redraw('grant', g.id, 'Do not give it', (drawn) => {
      const rest = drawn.privileges.filter((p) => !isMaintain(p))
      return rest.length > 0 ? { ...drawn, privileges: rest } : null
    })
    newer(w, g, 'the privilege MAINTAIN', 'It is not given.', { since: 17, older })
  }
}

/** PostgreSQL's own: one that is drawn is referred to. */
const uuidv7 = /^(pg_catalog\.)?uuidv7\(\s*\)$/i

const checkDefaults = (w: World): void => {
  for (const c of w.all('column')) {
    if (!c.default || c.default.refs.length > 0 || !uuidv7.test(c.default.text[0]?.trim() ?? '')) continue
    const random = { default: rawSql('gen_random_uuid()') }
    w.put({ ...c, ...random })
    const older = redraw('column', c.id, 'Use gen_random_uuid()', (drawn) => ({ ...drawn, ...random }))
    newer(w, c, 'uuidv7()', 'Damask writes gen_random_uuid() instead, whose keys are in no order.', { older })
  }
}

/** Forms that the target version does not have are replaced where an equal one exists, and said. */
const checkTarget = (w: World): void => {
  if (w.settings.target >= 18) return
  checkDefaults(w)
  for (const c of w.all('column')) {
    if (!c.generated?.virtual) continue
    w.put({ ...c, generated: { expr: c.generated.expr } })
    const older = redraw(
      'column',
      c.id,
      'Store the value',
      (drawn) => drawn.generated && { ...drawn, generated: { expr: drawn.generated.expr } },
    )
    newer(w, c, 'a virtual generated column', 'Damask stores the value instead.', { older })
  }
  for (const k of w.all('key')) {
    if (!k.withoutOverlaps) continue
    w.remove(k.id)
    newer(w, k, 'WITHOUT OVERLAPS', 'The key is left out; use an exclusion constraint.')
  }
  for (const f of w.all('fk')) {
    if (!f.period) continue
    w.remove(f.id)
    newer(w, f, 'a PERIOD foreign key', 'The reference is left out.')
  }
}

/** Columns of a primary key are NOT NULL in PostgreSQL, whether anyone said so or not. */
const sealPrimaryKeys = (w: World): void => {
  for (const k of w.all('key')) {
    if (!k.primary) continue
    for (const id of k.columns) {
      const c = w.get('column', id)
      if (c && !c.notNull) w.put({ ...c, notNull: true })
    }
  }
}

/** What PostgreSQL would refuse and can be told without it: said with the object, mended where that is safe. */
export const checkForms = (w: World): void => {
  checkShapes(w)
  sealPrimaryKeys(w)
  checkEmptied(w)
  checkTarget(w)
  checkFunctions(w)
  checkMaintain(w)
  needExtensions(w)
}
