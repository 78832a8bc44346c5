import { type Design, serialise, settingsOf } from '../design/index.ts'

/** A file name that every system takes, from a design's name. */
export const fileStem = (design: Design): string => {
  const stem = settingsOf(design)
    .name.normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return stem === '' ? 'design' : stem
}

/** The design as a file to save. */
export const designFile = (design: Design): { readonly name: string; readonly text: string } => ({
  name: `${fileStem(design)}.damask.json`,
  text: serialise(design),
})
