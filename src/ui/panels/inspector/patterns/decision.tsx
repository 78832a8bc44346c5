import { use as wait } from 'react'
import { type Decided, type Docs, loadBook, type UseRecord } from '../../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../../kit/app.tsx'
import { Select, TextInput } from '../../../kit/inputs.tsx'
import { tryRun } from '../edit.tsx'
import { DateInput } from './date-input.tsx'

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
  const record = found?.kind === 'decision' ? found : undefined
  const decide = (set: Decided) => tryRun(app, app.commands.decide(use.id, set))
  return (
    <div className="stack">
      <Select
        label="Status"
        value={record?.status ?? 'accepted'}
        disabled={!canEdit}
        choices={(['proposed', 'accepted', 'superseded'] as const).map((s) => ({ value: s, label: s }))}
        onChoose={(status) => decide({ status })}
      />
      <DateInput
        label="Date"
        value={record?.date ?? ''}
        disabled={!canEdit}
        onDate={(date) => decide({ date: date === '' ? undefined : date })}
      />
      {members.map((m) => (
        <TextInput
          key={m}
          label={labels[m]}
          lines={4}
          when="done"
          value={record?.[m] ?? docs.decision[m]}
          disabled={!canEdit}
          onText={(text) =>
            decide({ [m]: text.trim() === '' || text === docs.decision[m] ? undefined : text })
          }
        />
      ))}
    </div>
  )
}
