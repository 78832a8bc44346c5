import { after, compiled, putDesign } from '../design.ts'
import { findPattern, findUse } from '../find.ts'
import { designAt, neededOption, textOption } from '../input.ts'
import type { Command } from '../types.ts'
import { destination, editOptions } from './apply-pattern.ts'

export const ejectCommand: Command = {
  name: 'eject',
  usage: 'D --pattern P [--table T] [--column C] [--out FILE | --in-place]',
  summary: 'the design with what a pattern made turned into plain objects',
  options: editOptions,
  async run(args) {
    const { design, path } = await designAt(args)
    const pattern = findPattern(neededOption(args, 'pattern'))
    const use = findUse(compiled(design), pattern, args)
    const next = after(design, (commands) => commands.eject(use.id))
    return putDesign(
      next,
      args,
      destination(path, args.options['in-place'] === true, textOption(args, 'out')),
    )
  },
}
