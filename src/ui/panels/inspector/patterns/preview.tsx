import './preview.css'
import { useMemo } from 'react'
import type { Attempt } from '../../../../store/index.ts'
import { useApp, useOpen } from '../../../kit/app.tsx'
import { count } from '../../../kit/text.ts'

/** Statements that go, and statements that come. */
export const Diff = ({
  added,
  removed,
}: {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}) => (
  <pre className="diff">
    {removed.map((s) => (
      <del key={s}>{s}</del>
    ))}
    {added.map((s) => (
      <ins key={s}>{s}</ins>
    ))}
  </pre>
)

/** What an attempt would change, found out without making it. */
export const PreviewOf = ({ attempt }: { readonly attempt: () => Attempt }) => {
  const app = useApp()
  const design = useOpen((o) => o.design)
  const preview = useMemo(() => (design ? app.preview(attempt()) : undefined), [app, design, attempt])
  if (!preview) return null
  if (!preview.ok) return <p className="red">{preview.error.message}</p>
  const { added, removed, issues } = preview.value
  if (added.length + removed.length === 0) return <p className="quiet">The DDL stays as it is.</p>
  return (
    <div className="stack">
      <p className="quiet">
        {count(added.length, 'statement')} added, {count(removed.length, 'statement')} taken away.
      </p>
      {issues.map((i) => (
        <p key={`${i.code} ${i.message}`} className={i.severity === 'error' ? 'red' : 'amber'}>
          {i.message}
        </p>
      ))}
      <Diff added={added} removed={removed} />
    </div>
  )
}
