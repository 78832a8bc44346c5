import { quoteIdent, quoteLiteral, type Script, type ScriptExpect } from '../../../store/index.ts'

const expected = (e: ScriptExpect): string => {
  if ('refused' in e)
    return `refused with ${e.refused.join(' or ')}${e.constraint ? ` by ${e.constraint}` : ''}`
  if ('count' in e) return `${e.count} row${e.count === 1 ? '' : 's'}`
  if ('rows' in e)
    return e.rows.map((r) => `(${r.map((v) => v ?? 'NULL').join(', ')})`).join(', ') || 'no rows'
  return ''
}

const apart = ({ without }: Script): readonly string[] =>
  without.length > 0 ? ['-- Played without the rows that the design itself puts into these tables.'] : []

const transactions = (script: Script): readonly string[] =>
  script.transactions.map((t) => {
    const who = t.role ? [`set local role ${quoteIdent(t.role)};`] : []
    const settings = Object.entries(t.settings).map(([k, v]) => `set local ${k} = ${quoteLiteral(v)};`)
    const body = t.statements.map((s) => {
      const said = expected(s.expect)
      return `${s.sql}${s.sql.trimEnd().endsWith(';') ? '' : ';'}${said === '' ? '' : `\n-- expected: ${said}`}`
    })
    const end =
      t.commit && expected(t.commit) !== '' ? [`commit;\n-- expected: ${expected(t.commit)}`] : ['commit;']
    return ['begin;', ...who, ...settings, ...body, ...end].join('\n')
  })

/** A script as SQL to be read and run elsewhere, with what is to come back as comments. */
export const written = (script: Script): string => [...apart(script), ...transactions(script)].join('\n\n')
