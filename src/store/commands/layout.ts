import type { Id } from '../../base/index.ts'
import { type AreaRecord, change, type Hue, type NoteRecord, type PlaceRecord } from '../../design/index.ts'
import type { Attempt, Move } from '../types.ts'
import { type Context, done, each, refuse } from './context.ts'
import { freeName } from './names.ts'

const coloured = <R extends { readonly hue?: number }>(r: R, hue: Hue | null | undefined): R => {
  if (hue === undefined) return r
  const { hue: _, ...plain } = r
  return (hue === null ? plain : { ...plain, hue }) as R
}

/** Where things stand: tables and views by their place, areas and notes by their own corner. */
export const place = (x: Context, moves: readonly Move[], nudge = false): Attempt => {
  const places = new Map<Id, PlaceRecord>()
  for (const p of each(x.design, 'place')) places.set(p.of, p)
  const changes = moves.map((m) => {
    const at = { x: Math.round(m.x), y: Math.round(m.y) }
    const own = x.design.records.get(m.of)
    if (own?.kind === 'area' || own?.kind === 'note')
      return change(coloured({ ...own, ...at, ...m.size }, m.hue))
    const folded = m.folded === undefined ? {} : { folded: m.folded }
    const old = places.get(m.of)
    const base: PlaceRecord = {
      ...(old ?? { kind: 'place', id: x.newId<'place'>(), of: m.of }),
      ...at,
      ...folded,
    }
    return change(coloured(base, m.hue))
  })
  if (changes.length === 0) return refuse('Nothing was moved.')
  const name = moves.some((m) => m.hue !== undefined) ? 'Colour' : 'Move'
  return done(name, changes, nudge ? { merge: `nudge ${moves.map((m) => m.of).join(' ')}` } : {})
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const rounded = (b: Box): Box => ({
  x: Math.round(b.x),
  y: Math.round(b.y),
  width: Math.max(40, Math.round(b.width)),
  height: Math.max(40, Math.round(b.height)),
})

export const addArea = (x: Context, at: Box): Attempt => {
  const taken = new Set([...each(x.design, 'area')].map((a) => a.name))
  const area: AreaRecord = { kind: 'area', id: x.newId(), name: freeName('Area', taken), ...rounded(at) }
  return done('Add area', [change(area)], { select: [area.id] })
}

export const addNote = (x: Context, at: { readonly x: number; readonly y: number }): Attempt => {
  const note: NoteRecord = {
    kind: 'note',
    id: x.newId(),
    text: '',
    ...rounded({ ...at, width: 220, height: 120 }),
  }
  return done('Add note', [change(note)], { select: [note.id] })
}
