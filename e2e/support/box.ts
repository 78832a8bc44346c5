import type { Locator } from '@playwright/test'

/** Where something lies on the screen, in CSS pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const boxOf = async (of: Locator): Promise<Box> => {
  const box = await of.boundingBox()
  if (!box) throw new Error(`${String(of)} has no box`)
  return box
}

export const within = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
