import { builtIn, name, type Obj, sql, type Template } from '../catalog/index.ts'
import { label } from './label.ts'
import { numbers, redraw } from './redraws.ts'
import { ridOf } from './rid.ts'
import type { World } from './world.ts'

type OfTable = Obj<'key' | 'fk' | 'index' | 'exclusion'>

const say = (w: World, code: string, o: OfTable, message: Template): void => {
  w.issues.push({ code, severity: 'error', objects: [o.id, o.table], message, ...ridOf(o) })
}

const keyLabel = (k: Obj<'key'>): string => (k.primary ? 'primary key' : 'unique key')

/**
 * A key, an index or an exclusion of nothing is left out, and so is a reference with sides of unlike length; a key
 * names a column once. Told of what was drawn before patterns see it, and again of what they made.
 */
export const checkColumns = (w: World): void => {
  for (const k of w.all('key')) {
    if (k.columns.length === 0) {
      w.remove(k.id)
      say(
        w,
        'key/empty',
        k,
        sql`${name(k.table)} has a ${keyLabel(k)} without columns. Add one, or delete the key.`,
      )
    }
    const columns = [...new Set(k.columns)]
    if (columns.length === k.columns.length) continue
    w.put({ ...k, columns })
    say(
      w,
      'key/twice',
      k,
      sql`${name(k.table)} has a ${keyLabel(k)} that names a column twice. Damask writes it once.`,
    )
  }
  for (const o of [...w.all('index'), ...w.all('exclusion')]) {
    if (o.elements.length > 0) continue
    w.remove(o.id)
    say(
      w,
      `${o.kind}/empty`,
      o,
      sql`${name(o.table)} has an ${label(o.kind)} of nothing. Add a column, or delete it.`,
    )
  }
  for (const fk of w.all('fk')) {
    if (fk.columns.length === fk.refColumns.length && fk.columns.length > 0) continue
    w.remove(fk.id)
    say(
      w,
      'fk/shape',
      fk,
      sql`${name(fk.table)}: a reference to ${name(fk.references)} needs as many columns on both sides, at least one. It is left out.`,
    )
  }
}

const checkPrimary = (w: World): void => {
  for (const t of w.all('table')) {
    const extra = w
      .of('key', t.id)
      .filter((k) => k.primary)
      .slice(1)
    for (const k of extra) {
      w.remove(k.id)
      say(
        w,
        'key/two-primary',
        k,
        sql`${name(t.id)} has two primary keys. PostgreSQL allows one; make the other unique.`,
      )
    }
  }
}

const checkIdentity = (w: World): void => {
  for (const c of w.all('column')) {
    const { type } = c
    if (!c.identity || numbers(type)) continue
    const { identity: _i, ...rest } = c
    w.put(rest)
    w.issues.push({
      code: 'column/identity-type',
      severity: 'error',
      objects: [c.id, c.table],
      message: sql`${name(c.table)}.${name(c.id)} can't be an identity column: identity needs smallint, integer or bigint.`,
      ...(c.why
        ? ridOf(c)
        : {
            redraws: [
              redraw('column', c.id, 'Number it no more', ({ identity: _, ...column }) => column),
              redraw('column', c.id, 'Make it bigint', (column) => ({ ...column, type: builtIn('bigint') })),
            ],
          }),
    })
  }
}

/** NUL, which no text of PostgreSQL holds, and half characters, which UTF-8 cannot write. */
const unwritable = /[\0\p{Surrogate}]/gu

const checkComments = (w: World): void => {
  // Patterns comment many objects in the same words.
  const fine = new Set<string>()
  for (const o of w.objects.values()) {
    if (o.comment === undefined || fine.has(o.comment)) continue
    if (o.comment.search(unwritable) < 0) {
      fine.add(o.comment)
      continue
    }
    w.put({ ...o, comment: o.comment.replace(unwritable, '\ufffd') })
    w.issues.push({
      code: 'comment/unusable',
      severity: 'error',
      objects: [o.id],
      message: sql`The comment on ${name(o.id)} holds a character that PostgreSQL cannot keep. Until it is gone, Damask writes \ufffd there.`,
      ...(o.why ? { use: o.why.use } : {}),
    })
  }
}

/** What no object may be, whatever PostgreSQL's version: said, and left out or mended. */
export const checkShapes = (w: World): void => {
  checkColumns(w)
  checkPrimary(w)
  checkIdentity(w)
  checkComments(w)
}
