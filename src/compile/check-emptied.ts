import { joinSql, name, sql } from '../catalog/index.ts'
import { redraw } from './redraws.ts'
import type { World } from './world.ts'

/** PostgreSQL takes a reference that empties what may not be empty, and then refuses every deletion it is meant for. */
export const checkEmptied = (w: World): void => {
  for (const f of w.all('fk')) {
    if (f.why || f.onDelete !== 'set null') continue
    const tight = (f.setColumns ?? f.columns)
      .flatMap((id) => w.get('column', id) ?? [])
      .filter((c) => c.notNull)
    if (tight.length === 0) continue
    const key = w.primaryKey(f.table)?.columns ?? []
    const loosened = tight.every((c) => !c.why && !key.some((k) => k === c.id)) ? tight : []
    w.issues.push({
      code: 'fk/never-null',
      severity: 'warning',
      objects: [f.id, f.table, ...tight.map((c) => c.id)],
      message: sql`${name(f.table)}: deleting a row of ${name(f.references)} would empty ${joinSql(
        tight.map((c) => name(c.id)),
        ' and ',
      )}, which may not be empty, so it is always refused.`,
      redraws: [
        redraw('fk', f.id, 'Let it be refused as such', ({ onDelete: _, setColumns: __, ...fk }) => fk),
        ...loosened.map((c) =>
          redraw('column', c.id, `Let ${c.name} be empty`, ({ notNull: _, ...column }) => column),
        ),
      ],
    })
  }
}
