import { decodeLink, longestLink } from '../../formats/link/index.ts'
import { designOptions, putDesign } from '../design.ts'
import { positionals, readInput } from '../input.ts'
import type { Command } from '../types.ts'
import { Unusable } from '../unusable.ts'

/** The payload of a whole link, of a fragment with or without `#`, or the payload itself. */
const payloadOf = (text: string): string => {
  const fragment = text.slice(text.lastIndexOf('#') + 1)
  return fragment.startsWith('s=') ? fragment.slice(2) : fragment
}

export const openCommand: Command = {
  name: 'open',
  usage: 'FRAGMENT [--out FILE]',
  summary: 'the design that a link holds',
  details: [
    'FRAGMENT is a whole link, the part after #, or - for stdin. Quote it: shells read # as a comment.',
  ],
  options: designOptions,
  async run(args) {
    const [given] = positionals(args, 1, 'a link or its fragment, in quotes')
    const text = given === '-' ? (await readInput('-', longestLink + 4096)).toString('utf8') : (given ?? '')
    const read = decodeLink(payloadOf(text.trim()))
    if (!read.ok) throw new Unusable(read.error.message)
    return putDesign(read.value, args)
  },
}
