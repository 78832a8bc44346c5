import { applyChanges, change, type Design, settingsOf, type Target, targets } from '../../design/index.ts'
import { emit } from '../../sql/index.ts'
import { compiled } from '../design.ts'
import { designAt, textOption } from '../input.ts'
import { hasErrors, jsonResult, result, say, tellIssues } from '../output.ts'
import { type Command, exit } from '../types.ts'
import { Unusable } from '../unusable.ts'

const newest = targets[targets.length - 1] ?? 18

const targetOf = (text: string, json: boolean): Target => {
  const n = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  const known = targets.find((t) => t === n)
  if (known) return known
  if (n > newest) {
    say(`PostgreSQL ${n} is newer than what Damask knows: written as for ${newest}`, json)
    return newest
  }
  throw new Unusable(`--pg is one of ${targets.join(', ')}, not ${text}`)
}

const aimed = (design: Design, pg: string | undefined, json: boolean): Design =>
  pg === undefined
    ? design
    : applyChanges(design, [change({ ...settingsOf(design), target: targetOf(pg, json) })]).design

export const compileCommand: Command = {
  name: 'compile',
  usage: 'D [--pg N] [--json]',
  summary: 'the DDL of the design',
  details: [`N is the PostgreSQL version, ${targets.join(', ')}; without it, the design's own.`],
  options: { pg: { type: 'string' }, json: { type: 'boolean' } },
  async run(args) {
    const { design } = await designAt(args)
    const json = args.options.json === true
    const c = compiled(aimed(design, textOption(args, 'pg'), json))
    const { target } = settingsOf(c.design)
    const { text, statements } = emit(c.catalog, target)
    if (json) {
      const made = statements.map((s) => ({
        sql: s.sql,
        object: s.object,
        use: s.why?.use,
        admin: s.admin,
        alone: s.alone,
      }))
      jsonResult({ target, sql: text, statements: made, files: c.files })
    } else if (text !== '') result(text)
    tellIssues(c.issues, json)
    return hasErrors(c.issues) ? exit.wrong : exit.fine
  },
}
