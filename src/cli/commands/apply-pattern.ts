import { after, compiled, designOptions, putDesign } from '../design.ts'
import { findOptions, findPattern, findTarget } from '../find.ts'
import { designAt, neededOption, textOption } from '../input.ts'
import type { Command } from '../types.ts'
import { Unusable } from '../unusable.ts'

/** Options of the commands that change a design which they read. */
export const editOptions = {
  ...designOptions,
  table: { type: 'string' },
  column: { type: 'string' },
  pattern: { type: 'string' },
  'in-place': { type: 'boolean', short: 'i' },
} as const

/** Where a changed design goes: over the file it came from, to `--out`, or to stdout. */
export const destination = (path: string, inPlace: boolean, out: string | undefined): string | undefined => {
  if (!inPlace) return out
  if (path === '-') throw new Unusable('stdin cannot be changed in place')
  if (out !== undefined) throw new Unusable('choose one of --out and --in-place')
  return path
}

export const applyPattern: Command = {
  name: 'apply-pattern',
  usage: 'D --pattern P [--table T] [--column C] [--options JSON] [--out FILE | --in-place]',
  summary: 'the design with a pattern switched on',
  details: [
    'T is a table: its name, schema.table or id. A column is --column C, or table.column as T.',
    'Patterns for the whole design take no --table. Options name tables as T does.',
  ],
  options: { ...editOptions, options: { type: 'string' } },
  async run(args) {
    const { design, path } = await designAt(args)
    const pattern = findPattern(neededOption(args, 'pattern'))
    const c = compiled(design)
    const target = findTarget(c, pattern, args)
    const options = findOptions(c, pattern, textOption(args, 'options'))
    const next = after(design, (commands) => commands.patternOn(pattern.manifest.name, target, options))
    return putDesign(
      next,
      args,
      destination(path, args.options['in-place'] === true, textOption(args, 'out')),
    )
  },
}
