import { err, ok } from '../base/index.ts'
import type { Design } from '../design/index.ts'
import { encodeLink, linkLimit } from '../formats/link/index.ts'
import type { App } from './types.ts'

export { decodeLink } from '../formats/link/index.ts'

/** A link to the design, unless it is longer than links may be. */
export const linkTo = (
  design: Design | undefined,
  address: string,
): Awaited<ReturnType<App['shareLink']>> => {
  if (!design) return err({ length: 0, limit: linkLimit })
  const url = `${address}#${encodeLink(design)}`
  const { length } = url
  return length > linkLimit ? err({ length, limit: linkLimit }) : ok({ url, length })
}
