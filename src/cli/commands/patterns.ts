import type { AnyPattern, Book } from '../../compile/index.ts'
import {
  loadBook,
  loadMatrix,
  type Matrix,
  type OptionSchema,
  optionsSchema,
  registry,
} from '../../store/index.ts'
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

interface Pair {
  readonly a: string
  readonly b: string
  readonly ends: 'held' | 'issue' | 'apart'
  readonly message?: string
}

const pairsOf = (m: Matrix): readonly Pair[] =>
  m.patterns.flatMap((a, i) =>
    m.patterns.slice(i + 1).map((b): Pair => {
      const cell = m.cell(a, b)
      const message = cell?.ends === 'issue' ? { message: cell.message } : {}
      return { a, b, ends: cell?.ends ?? 'apart', ...message }
    }),
  )

const tellMatrix = (m: Matrix, json: boolean): void => {
  const pairs = pairsOf(m)
  if (json) {
    jsonResult(pairs)
    return
  }
  const lines = pairs.map((p) => `${p.ends.padEnd(5)}  ${p.a} + ${p.b}${p.message ? `: ${p.message}` : ''}`)
  result([...lines, '', `${m.held} of ${m.pairs} pairs hold, ${m.issues} end in an issue`].join('\n'))
}

export const patternsCommand: Command = {
  name: 'patterns',
  usage: '[--json | --matrix]',
  summary: 'the patterns, with their options',
  details: [
    '--json gives the options as JSON Schema.',
    '--matrix gives how every pair on one table ends, as the tests found; with --json as JSON.',
  ],
  options: { json: { type: 'boolean' }, matrix: { type: 'boolean' } },
  async run(args) {
    positionals(args, 0, 'no argument')
    const all = [...registry.values()]
    if (args.options.matrix) {
      tellMatrix(await loadMatrix(), args.options.json === true)
      return exit.fine
    }
    if (args.options.json) {
      const book = await loadBook()
      jsonResult(all.map((p) => described(p, book)))
    } else result(all.map(page).join('\n\n'))
    return exit.fine
  },
}
