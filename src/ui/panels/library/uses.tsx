import type { Id } from '../../../store/index.ts'
import { useApp, useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'

/** Where the open design uses the pattern; each leads there. */
export const UsedHere = ({ pattern, onGo }: { readonly pattern: string; readonly onGo: () => void }) => {
  const app = useApp()
  const open = useOpen((o) => o)
  if (!open) return null
  const uses = [...open.design.records.values()]
    .filter((r) => r.kind === 'use')
    .filter((u) => u.pattern === pattern)
  const nameOf = (target: Id | undefined): string => {
    const o = target === undefined ? undefined : open.compiled.catalog.get(target)
    if (!o) return 'the whole design'
    const table = o.kind === 'column' ? open.compiled.catalog.get(o.table) : undefined
    return table ? `${table.name}.${o.name}` : o.name
  }
  if (uses.length === 0) return <p className="quiet">This design does not use it.</p>
  return (
    <p>
      In this design on{' '}
      {uses.map((u, i) => (
        <span key={u.id}>
          {i > 0 && ', '}
          <Button
            look="link"
            onClick={() => {
              app.select([u.id])
              onGo()
            }}
          >
            {nameOf(u.target)}
          </Button>
        </span>
      ))}
    </p>
  )
}
