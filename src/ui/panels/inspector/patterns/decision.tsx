import { use as wait } from 'react'
import { type DecisionRecord, type Docs, loadBook, type UseRecord } from '../../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../../kit/app.tsx'
import { Select, TextInput } from '../../../kit/inputs.tsx'
import { patched } from '../../../kit/patched.ts'
import { tryRun } from '../edit.tsx'
import { newPart } from '../objects/new-part.ts'

const members = ['context', 'decision', 'consequences'] as const
const labels = { context: 'Context', decision: 'Decision', consequences: 'Consequences' } as const

/** Why this was chosen: the pattern's own text until someone writes a better one. */
export const Decision = ({ use, pattern }: { readonly use: UseRecord; readonly pattern: string }) => {
  const docs = wait(loadBook()).get(pattern)?.docs
  return docs ? <Record use={use} docs={docs} /> : null
}

const Record = ({ use, docs }: { readonly use: UseRecord; readonly docs: Docs }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const found = useOpen((o) =>
    [...o.design.records.values()].find((r) => r.kind === 'decision' && r.use === use.id),
  )
  const record: DecisionRecord =
    found?.kind === 'decision'
      ? found
      : {
          kind: 'decision',
          id: newPart(use.id, '').id as DecisionRecord['id'],
          use: use.id,
          status: 'accepted',
        }
  return (
    <div className="stack">
      <Select
        label="Status"
        value={record.status}
        disabled={!canEdit}
        choices={(['proposed', 'accepted', 'superseded'] as const).map((s) => ({ value: s, label: s }))}
        onChoose={(status) => app.run(app.commands.put({ ...record, status }))}
      />
      {members.map((m) => (
        <TextInput
          key={m}
          label={labels[m]}
          lines={4}
          when="done"
          value={record[m] ?? docs.decision[m]}
          disabled={!canEdit}
          onText={(text) =>
            tryRun(
              app,
              app.commands.put(
                patched(record, { [m]: text.trim() === '' || text === docs.decision[m] ? undefined : text }),
              ),
            )
          }
        />
      ))}
    </div>
  )
}
