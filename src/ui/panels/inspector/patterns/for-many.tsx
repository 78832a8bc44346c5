import type { Attempt, Id } from '../../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../../kit/app.tsx'
import { Switch } from '../../../kit/switch.tsx'
import { usePatterns } from '../../../kit/use-patterns.ts'

/** What one press switches is one step of undo. */
let presses = 0

/** Table patterns for several tables at once: on where all have it. */
export const PatternsForMany = ({ tables }: { readonly tables: readonly Id[] }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const uses = useOpen((o) =>
    [...o.design.records.values()]
      .filter((r) => r.kind === 'use')
      .map((u) => `${u.id} ${u.pattern} ${u.target ?? ''}`)
      .join('\n'),
  )
  const records = (uses ?? '').split('\n').map((line) => line.split(' '))
  const patterns = usePatterns().filter((p) => p.manifest.scope === 'table')
  const findUse = (pattern: string, table: Id) => records.find((r) => r[1] === pattern && r[2] === table)?.[0]
  const set = (pattern: string, on: boolean) => {
    const merge = `many ${++presses}`
    const run = (a: Attempt) => app.run(a.ok ? { ...a.value, merge } : a)
    for (const table of tables) {
      const use = findUse(pattern, table)
      if (on && !use) run(app.commands.patternOn(pattern, table))
      if (!on && use) run(app.commands.patternOff(use as Id))
    }
  }
  return (
    <section className="stack" aria-label="Patterns of the selected tables">
      <h3>Patterns</h3>
      <ul className="stack">
        {patterns.map((p) => {
          const having = tables.filter((t) => findUse(p.manifest.name, t)).length
          return (
            <li key={p.manifest.name} className="row">
              <Switch
                label={p.manifest.title}
                on={having === tables.length}
                disabled={!canEdit}
                onSet={(on) => set(p.manifest.name, on)}
              />
              <span className="grow">{p.manifest.title}</span>
              {having > 0 && having < tables.length && (
                <span className="faint">
                  {having} of {tables.length}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
