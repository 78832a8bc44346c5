import { useEffect, useState } from 'react'
import { type Compiled, type Proof, type Result, type Script, scriptOf } from '../../../store/index.ts'
import { CodeBlock } from '../../kit/code-block.tsx'
import { written } from './script-words.ts'

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
