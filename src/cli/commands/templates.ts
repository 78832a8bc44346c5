import { templates } from '../../store/index.ts'
import { positionals } from '../input.ts'
import { jsonResult, result } from '../output.ts'
import { type Command, exit } from '../types.ts'

export const templatesCommand: Command = {
  name: 'templates',
  usage: '[--json]',
  summary: 'the templates that a design can start from',
  options: { json: { type: 'boolean' } },
  async run(args) {
    positionals(args, 0, 'no argument')
    if (args.options.json) jsonResult(templates)
    else {
      const width = Math.max(0, ...templates.map((t) => t.id.length))
      result(templates.map((t) => `${t.id.padEnd(width)}  ${t.name}. ${t.summary}`).join('\n'))
    }
    return exit.fine
  },
}
