import { useEffect, useState } from 'react'
import {
  type Compiled,
  type Proof,
  type Result,
  type Script,
  type ScriptExpect,
  scriptOf,
} from '../../../store/index.ts'
import { CodeBlock } from '../../kit/code-block.tsx'

const expected = (e: ScriptExpect): string => {
  if ('refused' in e)
    return `refused with ${e.refused.join(' or ')}${e.constraint ? ` by ${e.constraint}` : ''}`
  if ('count' in e) return `${e.count} row${e.count === 1 ? '' : 's'}`
  if ('rows' in e)
    return e.rows.map((r) => `(${r.map((v) => v ?? 'NULL').join(', ')})`).join(', ') || 'no rows'
  return ''
}

const written = (script: Script): string =>
  script.transactions
    .map((t) => {
      const who = t.role ? [`set local role ${t.role};`] : []
      const settings = Object.entries(t.settings).map(([k, v]) => `set local ${k} = '${v}';`)
      const body = t.statements.map((s) => {
        const said = expected(s.expect)
        return `${s.sql}${s.sql.trimEnd().endsWith(';') ? '' : ';'}${said === '' ? '' : `\n-- expected: ${said}`}`
      })
      const end =
        t.commit && expected(t.commit) !== '' ? [`commit;\n-- expected: ${expected(t.commit)}`] : ['commit;']
      return ['begin;', ...who, ...settings, ...body, ...end].join('\n')
    })
    .join('\n\n')

/** The transactions that show a promise. */
export const ScriptText = ({ compiled, proof }: { readonly compiled: Compiled; readonly proof: Proof }) => {
  const [script, setScript] = useState<Result<Script, string>>()
  useEffect(() => {
    let current = true
    void scriptOf(compiled, proof).then((s) => current && setScript(s))
    return () => {
      current = false
    }
  }, [compiled, proof])
  if (!script) return <p className="faint">Writing the SQL …</p>
  if (!script.ok) return <p className="amber">{script.error}</p>
  return <CodeBlock label="SQL of this check" text={written(script.value)} />
}
