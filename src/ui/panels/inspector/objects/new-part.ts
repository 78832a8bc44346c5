import type { Id } from '../../../../store/index.ts'

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** A named part (an enum's label, a parameter) with an id of its own, never handed out before. */
export const newPart = (of: Id, name: string): { readonly id: Id; readonly name: string } => ({
  id: `${of}/${hex(crypto.getRandomValues(new Uint8Array(5)))}` as Id,
  name,
})
