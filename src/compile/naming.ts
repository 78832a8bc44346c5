import { derivedId, type Id, isDrawn, stableHash, utf8Length, utf8Prefix } from '../base/index.ts'
import { fill, maxNameBytes, name, nameProblem, type Obj, partsOf, type Ref, sql } from '../catalog/index.ts'
import type { Remedy } from './claims.ts'
import { label } from './label.ts'
import { isNamed, Spaces } from './spaces.ts'
import type { DraftIssue, NamedAfter, Writable } from './world.ts'

/** Names over 63 bytes are cut with a stable hash, never silently by the server. */
export const cutName = (text: string): string =>
  // Three bytes a UTF-16 unit is the most there can be.
  text.length * 3 <= maxNameBytes || utf8Length(text) <= maxNameBytes
    ? text
    : `${utf8Prefix(text, maxNameBytes - 9)}_${stableHash(text)}`

export interface Naming {
  /** Names of enum labels, parameters, view columns … */
  readonly parts: ReadonlyMap<Id, string>
  /** Names made of templates before conflicts, of objects that other names are made of. */
  readonly wishes: ReadonlyMap<Id, string>
  readonly spaces: Spaces
  /** Objects whose name had to give way, or was mended: these forbid the short way after a rename. */
  readonly odd: ReadonlySet<Id>
  readonly issues: readonly DraftIssue[]
  /** The ids whose templates mention an id. Made at the first rename. */
  dependants(): ReadonlyMap<Id, readonly Id[]>
}

export type Templates = ReadonlyMap<Id, NamedAfter>

interface Input {
  readonly objects: Map<Id, Obj>
  readonly templates: Templates
  /** Columns by the table that they came from. */
  readonly moved: ReadonlyMap<Id, Id>
}

class Namer {
  readonly parts = new Map<Id, string>()
  readonly odd = new Set<Id>()
  /** Which names are free is known when all are given. */
  private readonly said: (() => DraftIssue)[] = []
  readonly wishes = new Map<Id, string>()
  /** The objects whose names are being made, one for the sake of the other. */
  private readonly busy: Id[] = []
  private readonly input: Input
  readonly spaces: Spaces
  private readonly mentioned = (r: Ref): string => this.wish(r.id)
  constructor(input: Input) {
    this.input = input
    this.spaces = new Spaces(input.objects, input.moved)
  }

  issues(): readonly DraftIssue[] {
    return this.said.map((say) => say())
  }

  /** The first name after `stem` that nothing has where the object's own has to be free. */
  private free(id: Id, stem: string): string {
    const o = this.input.objects.get(id)
    const spaces = o ? this.spaces.of(o) : []
    let out = stem
    for (let n = 2; spaces.some((m) => m.has(out)); n++) out = numbered(stem, n)
    return out
  }

  /** Whether the name is the object's own already. */
  private alone(id: Id, text: string): boolean {
    const o = this.input.objects.get(id)
    return o !== undefined && this.spaces.of(o).every((m) => m.get(text) === id)
  }

  private rename(id: Id, stem: string, words: string): Remedy {
    const to = this.free(id, stem)
    return { remedy: 'rename', label: `${words} "${to}"`, object: id, to }
  }

  /** The name before conflicts, as other names are made of it. What was drawn has its own by then. */
  private wish(id: Id): string {
    const done = this.wishes.get(id)
    if (done !== undefined) return done
    const o = this.input.objects.get(id)
    if (!o) return this.parts.get(id) ?? id
    if (o.name !== '') return o.name
    const template = this.input.templates.get(id)
    if (!template) return ''
    if (this.busy.includes(id)) return id
    const text = this.make(id, template)
    this.wishes.set(id, text)
    return text
  }

  /** The template over other objects' wishes, cut to fit. */
  private make(id: Id, template: NamedAfter): string {
    this.busy.push(id)
    const text = typeof template === 'string' ? this.wish(template) : cutName(fill(template, this.mentioned))
    this.busy.pop()
    return text
  }

  partsOf(o: Obj): void {
    const parts = partsOf(o)
    if (parts.length > 0) for (const { id, name: text } of parts) this.parts.set(id, text)
  }

  /** Drawn text, mended where PostgreSQL could not keep it. */
  drawn(o: Obj): void {
    if (!isNamed(o)) this.call(o, '')
    else if (nameProblem(o.name) === undefined && this.takes(o, o.name)) return
    else this.call(o, this.place(o, this.mend(o, o.name), false))
  }

  derived(o: Obj, template: NamedAfter): void {
    const wished = this.wishes.get(o.id) ?? this.make(o.id, template)
    if (!isNamed(o)) this.call(o, '')
    else if (this.takes(o, wished)) this.call(o, wished)
    else {
      this.wishes.set(o.id, wished)
      this.call(o, this.place(o, wished, true))
    }
  }

  /** Records are shared with the design; what a use made is of this compilation, and named in place. */
  private call(o: Obj, text: string): void {
    if (o.name === text) return
    if (o.why) (o as Writable<Obj>).name = text
    else this.input.objects.set(o.id, { ...o, name: text })
  }

  /** Gives the object the name if it is free. */
  private takes(o: Obj, text: string): boolean {
    const main = this.spaces.main(o)
    const also = this.spaces.also(o)
    if (main?.has(text) || also?.has(text)) return false
    main?.set(text, o.id)
    also?.set(text, o.id)
    return true
  }

  private mend(o: Obj, text: string): string {
    const trouble = nameProblem(text)
    if (!trouble) return text
    this.odd.add(o.id)
    const clean = text
      .replaceAll('\0', '')
      .replace(/[\ud800-\udfff]/g, (c, i: number, s: string) =>
        /^[\ud800-\udbff][\udc00-\udfff]/.test(s.slice(i, i + 2)) || /[\ud800-\udbff]/.test(s.charAt(i - 1))
          ? c
          : '_',
      )
    const usable = clean === '' ? `unnamed_${stableHash(o.id).slice(0, 4)}` : cutName(clean)
    this.said.push(() => ({
      code: 'name/unusable',
      severity: 'error',
      objects: [o.id, ...('table' in o ? [o.table] : [])],
      message: sql`A ${label(o.kind)}${text === '' ? '' : ` called "${text.slice(0, 40)}"`} needs another name: ${trouble} Until it has one, Damask writes one that works.`,
      remedies: [
        this.alone(o.id, usable)
          ? { remedy: 'rename', label: `Call it "${usable}"`, object: o.id, to: usable }
          : this.rename(o.id, usable, 'Call it'),
      ],
    }))
    return usable
  }

  private place(o: Obj, text: string, derived: boolean): string {
    const maps = this.spaces.of(o)
    const free = (t: string): boolean => maps.every((m) => !m.has(t))
    let out = text
    if (!free(text)) {
      this.odd.add(o.id)
      const other = maps.map((m) => m.get(text)).find((x) => x !== undefined)
      if (other !== undefined) this.odd.add(other)
      if (!derived) this.clash(o, text, other)
      else {
        for (let n = 1; !free(out); n++) out = cutName(`${text}_${n}`)
        if (isKnown(o, this.isYours(other))) this.gaveWay(o, text, out, other)
      }
    }
    for (const m of maps) if (!m.has(out)) m.set(out, o.id)
    return out
  }

  /** Of two that are called the same, one was drawn: what is made gives way. */
  private clash(o: Obj, text: string, other: Id | undefined): void {
    const own = isDrawn(o.id) || other === undefined ? o.id : other
    this.said.push(() => ({
      code: 'name/twice',
      severity: 'error',
      objects: [o.id, ...(other === undefined ? [] : [other])],
      message: sql`Two objects are called "${text}" in the same place; PostgreSQL refuses the second. Rename one.`,
      ...(o.kind === 'extension'
        ? { waysOut: [{ label: 'Delete one', changes: [{ id: own, to: null }] }] }
        : { remedies: [this.rename(own, text, 'Rename one to')] }),
    }))
  }

  private isYours(id: Id | undefined): id is Id {
    return id !== undefined && isDrawn(id) && !this.input.templates.has(id)
  }

  /** A drawn column of the same type can stand in the role of the one that the use would make. */
  private adopted(o: Obj, other: Id): readonly Remedy[] {
    const drawn = this.input.objects.get(other)
    if (o.kind !== 'column' || drawn?.kind !== 'column' || o.why === undefined) return []
    if (o.table !== drawn.table) return []
    const { use, role } = o.why
    if (derivedId(use, role) !== o.id || JSON.stringify(o.type) !== JSON.stringify(drawn.type)) return []
    return [{ remedy: 'bind', label: 'Let the pattern use yours', role, to: other }]
  }

  private gaveWay(o: Obj, text: string, out: string, other: Id | undefined): void {
    const yours = this.isYours(other)
    const fits = yours && other !== undefined ? this.adopted(o, other) : []
    const ways = fits.length > 0 ? 'Rename yours, or let the pattern use it.' : 'Rename yours.'
    this.said.push(() => ({
      code: 'name/taken',
      severity: 'error',
      objects: [o.id, ...(other === undefined ? [] : [other])],
      ...(o.why ? { use: o.why.use } : {}),
      message: sql`A pattern makes a ${label(o.kind)} "${text}"${'table' in o ? sql` in ${name(o.table)}` : ''}, and the name is taken, so it is called "${out}". ${yours ? ways : 'Give it another name, or switch one of the patterns off.'}`,
      remedies: yours
        ? [this.rename(other, text, 'Rename yours to'), ...fits]
        : [{ remedy: 'off', label: 'Switch one of them off' }],
    }))
  }
}

/** Of views it is said only beside a drawn object: old code would read that one in their place. */
const isKnown = (o: Obj, yours: boolean): boolean =>
  o.kind === 'column' || o.kind === 'table' || (yours && (o.kind === 'view' || o.kind === 'matview'))

/** A number is added without making the name too long. */
const numbered = (stem: string, n: number): string =>
  `${utf8Prefix(stem, maxNameBytes - String(n).length - 1)}_${n}`

/**
 * Drawn names first; then derived ones, which give way. The order of objects is that of loading and of uses,
 * both sorted by id, so it does not depend on who was drawn or switched on first.
 */
export const nameAll = (input: Input): Naming => {
  const n = new Namer(input)
  const derived: Obj[] = []
  const templates: NamedAfter[] = []
  for (const o of input.objects.values()) {
    n.partsOf(o)
    // What is named is named by someone.
    const template = o.name === '' ? input.templates.get(o.id) : undefined
    if (template) {
      derived.push(o)
      templates.push(template)
    } else n.drawn(o)
  }
  derived.forEach((o, i) => {
    const template = templates[i]
    if (template) n.derived(o, template)
  })
  let dependants: ReadonlyMap<Id, readonly Id[]> | undefined
  return {
    parts: n.parts,
    wishes: n.wishes,
    spaces: n.spaces,
    odd: n.odd,
    issues: n.issues(),
    dependants: () => {
      dependants ??= dependantsOf(input.templates)
      return dependants
    },
  }
}

const dependantsOf = (templates: Templates): ReadonlyMap<Id, readonly Id[]> => {
  const out = new Map<Id, Id[]>()
  for (const [id, template] of templates)
    for (const of of typeof template === 'string' ? [template] : template.refs.map((r) => r.id)) {
      const list = out.get(of)
      if (list) list.push(id)
      else out.set(of, [id])
    }
  return out
}
