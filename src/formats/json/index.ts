import { type Design, serialise } from '../../design/index.ts'

/** The text of a design file; the same design gives the same bytes. */
export const writeJson = (design: Design): string => serialise(design)

export { readJson } from './read.ts'
export { readDesign } from './text.ts'
