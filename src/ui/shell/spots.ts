import type { Design } from '../../store/index.ts'

/** A place right of everything drawn, in canvas coordinates. */
export const freeSpot = (design: Design): { readonly x: number; readonly y: number } => {
  let right: number | undefined
  let top = 0
  for (const r of design.records.values()) {
    if (r.kind !== 'place' && r.kind !== 'area' && r.kind !== 'note') continue
    if (right === undefined || r.x > right) {
      right = r.x
      top = r.y
    }
  }
  return right === undefined ? { x: 80, y: 80 } : { x: right + 320, y: top }
}
