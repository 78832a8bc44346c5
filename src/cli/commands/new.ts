import { applyChanges, change, newDesign, settingsOf } from '../../design/index.ts'
import { templateDesign, templates } from '../../store/index.ts'
import { designOptions, putDesign, random } from '../design.ts'
import { positionals, textOption } from '../input.ts'
import { suggestion } from '../suggest.ts'
import type { Command } from '../types.ts'
import { Unusable } from '../unusable.ts'

export const newCommand: Command = {
  name: 'new',
  usage: '[--template T] [--name N] [--out FILE]',
  summary: 'a new design: empty, or from a template',
  options: {
    ...designOptions,
    template: { type: 'string', short: 't' },
    name: { type: 'string', short: 'n' },
  },
  async run(args) {
    positionals(args, 0, 'no argument')
    const template = textOption(args, 'template')
    const name = textOption(args, 'name')
    const start =
      template === undefined ? newDesign(name ?? 'Untitled', random) : await templateDesign(template, random)
    if (!start)
      throw new Unusable(
        `there is no template ${template}.${suggestion(
          template ?? '',
          templates.map((t) => t.id),
        )}`,
        '`damask templates` lists them',
      )
    const design =
      name === undefined ? start : applyChanges(start, [change({ ...settingsOf(start), name })]).design
    return putDesign(design, args)
  },
}
