import type { Obj } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button } from '../../../kit/button.tsx'
import { Select, TextInput } from '../../../kit/inputs.tsx'
import { ColumnList } from '../column-list.tsx'
import { CommentInput, ObjectSelect, SqlInput } from '../edit.tsx'
import { PlainText, useEdits } from '../members.tsx'
import { ToggleList } from './toggle-list.tsx'

const routineKind = ['routine'] as const
const events = ['insert', 'update', 'delete', 'truncate'] as const
const timings = ['before', 'after', 'instead of'] as const

export const TriggerForm = ({ o }: { readonly o: Obj<'trigger'> }) => {
  const app = useApp()
  const { mayEdit, set, trySet } = useEdits('trigger', o)
  return (
    <>
      <div className="fields">
        <Select
          label="When"
          value={o.timing}
          disabled={!mayEdit}
          choices={timings.map((t) => ({ value: t, label: t }))}
          onChoose={(timing) => set({ timing })}
        />
        <Select
          label="For each"
          value={o.statement ? 'statement' : 'row'}
          disabled={!mayEdit}
          choices={[
            { value: 'row', label: 'row' },
            { value: 'statement', label: 'statement' },
          ]}
          onChoose={(v) => set({ statement: v === 'statement' })}
        />
      </div>
      <ToggleList
        label="Fires on"
        choices={events.map((e) => ({ value: e, label: e }))}
        value={o.events}
        disabled={!mayEdit}
        onSet={(next) => next.length > 0 && set({ events: next })}
      />
      {o.events.includes('update') && (
        <ColumnList
          label="Only for updates of (none: any)"
          table={o.table}
          value={o.of ?? []}
          disabled={!mayEdit}
          onSet={(of) => set({ of: of.length > 0 ? of : undefined })}
        />
      )}
      <SqlInput
        o={o}
        member="when"
        sql={o.when}
        label="Only when"
        placeholder="old.status is distinct from new.status"
      />
      <div className="row">
        <div className="grow">
          <ObjectSelect
            label="Runs"
            kinds={routineKind}
            value={o.routine}
            disabled={!mayEdit}
            onChoose={(routine) => routine && set({ routine })}
          />
        </div>
        <Button small onClick={() => app.select([o.routine])}>
          Open it
        </Button>
      </div>
      <TextInput
        mono
        when="done"
        lines={2}
        label="Arguments, one a line"
        value={(o.args ?? []).join('\n')}
        disabled={!mayEdit}
        onText={(t) => {
          const args = t
            .split('\n')
            .map((a) => a.trim())
            .filter((a) => a !== '')
          return trySet({ args: args.length > 0 ? args : undefined })
        }}
      />
      <div className="fields">
        <PlainText
          label="Old rows as"
          value={o.oldTable}
          disabled={!mayEdit}
          onSet={(oldTable) => trySet({ oldTable })}
        />
        <PlainText
          label="New rows as"
          value={o.newTable}
          disabled={!mayEdit}
          onSet={(newTable) => trySet({ newTable })}
        />
      </div>
      <Select
        label="Constraint trigger"
        value={o.constraint ?? 'no'}
        disabled={!mayEdit}
        choices={[
          { value: 'no', label: 'No' },
          { value: 'immediate', label: 'At each statement' },
          { value: 'deferrable', label: 'Deferrable' },
          { value: 'initially deferred', label: 'At commit' },
        ]}
        onChoose={(v) => set({ constraint: v === 'no' ? undefined : v })}
      />
      <CommentInput o={o} />
    </>
  )
}
