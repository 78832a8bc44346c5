import type { AnyPattern, Book } from '../../compile/index.ts'
import { loadBook, type OptionSchema, optionsSchema, registry } from '../../store/index.ts'
import { positionals } from '../input.ts'
import { jsonResult, result } from '../output.ts'
import { type Command, exit } from '../types.ts'

const described = (pattern: AnyPattern, book: Book): object => {
  const { name, version, title, summary, group, scope } = pattern.manifest
  const docs = book.get(name)?.docs
  return { name, version, title, summary, group, scope, docs, options: optionsSchema(pattern) }
}

const shape = (s: OptionSchema): string =>
  s.enum ? s.enum.map((v) => JSON.stringify(v)).join(' | ') : (s.type ?? 'value')

const line = ([name, s]: readonly [string, OptionSchema]): string =>
  `    ${name}: ${shape(s)}${s.default === undefined ? '' : `, default ${JSON.stringify(s.default)}`}`

const page = (pattern: AnyPattern): string => {
  const { name, scope, summary } = pattern.manifest
  const options = Object.entries(optionsSchema(pattern).properties ?? {})
  return [`${name} (${scope})`, `  ${summary}`, ...options.map(line)].join('\n')
}

export const patternsCommand: Command = {
  name: 'patterns',
  usage: '[--json]',
  summary: 'the patterns, with their options',
  details: ['--json gives the options as JSON Schema.'],
  options: { json: { type: 'boolean' } },
  async run(args) {
    positionals(args, 0, 'no argument')
    const all = [...registry.values()]
    if (args.options.json) {
      const book = await loadBook()
      jsonResult(all.map((p) => described(p, book)))
    } else result(all.map(page).join('\n\n'))
    return exit.fine
  },
}
