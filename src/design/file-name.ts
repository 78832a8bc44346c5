import { settingsOf } from './edit.ts'
import type { Design } from './types.ts'

/** A name for the design's file, of letters, digits and hyphens: `order-desk.json`. */
export const designFileName = (design: Design): string => {
  const slug = settingsOf(design)
    .name.normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  return `${slug || 'design'}.json`
}
