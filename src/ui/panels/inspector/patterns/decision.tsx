import {
  type Decided,
  type Docs,
  type Id,
  loadBook,
  plainChoiceOf,
  type UseRecord,
} from '../../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { Disclosure } from '../../../kit/disclosure.tsx'
import { Select, TextInput } from '../../../kit/inputs.tsx'
import { late } from '../../../kit/late.tsx'
import { tryRun } from '../edit.tsx'
import { DateInput } from './date-input.tsx'

const members = ['context', 'decision', 'consequences'] as const
const labels = { context: 'Context', decision: 'Decision', consequences: 'Consequences' } as const

const Record = ({ use, otherwise }: { readonly use: Id<'use'>; readonly otherwise: Docs['decision'] }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const found = useOpen((o) =>
    [...o.design.records.values()].find((r) => r.kind === 'decision' && r.use === use),
  )
  const record = found?.kind === 'decision' ? found : undefined
  const decide = (set: Decided) => tryRun(app, app.commands.decide(use, set))
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
          value={record?.[m] ?? otherwise[m]}
          disabled={!canEdit}
          onText={(text) => decide({ [m]: text.trim() === '' || text === otherwise[m] ? undefined : text })}
        />
      ))}
    </div>
  )
}

const unwritten: Docs['decision'] = { context: '', decision: '', consequences: '' }

/** What was decided about a table without switching anything on. */
export const PlainDecisions = ({ table }: { readonly table: Id }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const records = useOpen((o) => o.design.records)
  return [...(records?.values() ?? [])].map((r) => {
    const plain = r.kind === 'decision' ? plainChoiceOf(r.use) : undefined
    if (r.kind !== 'decision' || plain?.table !== table) return null
    return (
      <Disclosure key={r.id} summary={`Decision record: ${plain.title}`}>
        {() => (
          <div className="stack">
            <Record use={r.use} otherwise={unwritten} />
            {canEdit && (
              <div>
                <Button small onClick={() => app.run(app.commands.remove([r.id]))}>
                  Remove this record
                </Button>
              </div>
            )}
          </div>
        )}
      </Disclosure>
    )
  })
}

/** Why this was chosen: the pattern's own text until someone writes a better one. */
export const Decision = late<{ readonly use: UseRecord; readonly pattern: string }>(() =>
  loadBook().then((book) => ({ use, pattern }) => {
    const docs = book.get(pattern)?.docs
    return docs && <Record use={use.id} otherwise={docs.decision} />
  }),
)
