import type { Id, SettingsRecord } from '../../../store/index.ts'
import { useApp, useCanEdit, useOpen } from '../../kit/app.tsx'
import { Select, TextInput } from '../../kit/inputs.tsx'
import { ObjectSelect, tryRun } from './edit.tsx'
import { PatternList } from './patterns/pattern-list.tsx'

const targets = ['15', '16', '17', '18'] as const
const schemaKind = ['schema'] as const

type TextSetting = 'name' | 'actorSetting' | 'tenantSetting' | 'appRole' | 'maintenanceRole'

const texts: readonly { readonly member: TextSetting; readonly label: string; readonly note?: string }[] = [
  { member: 'name', label: 'Name' },
  { member: 'actorSetting', label: 'Setting with the acting user', note: 'Patterns read who acts from it.' },
  { member: 'tenantSetting', label: 'Setting with the tenant' },
  {
    member: 'appRole',
    label: 'Application role',
    note: 'What the application connects as; checks run as this role.',
  },
  { member: 'maintenanceRole', label: 'Maintenance role' },
]

const Settings = ({ settings }: { readonly settings: SettingsRecord }) => {
  const app = useApp()
  const canEdit = useCanEdit()
  return (
    <div className="stack">
      {texts.map((t) => (
        <TextInput
          key={t.member}
          label={t.label}
          note={t.note}
          when="done"
          mono={t.member !== 'name'}
          value={settings[t.member]}
          disabled={!canEdit}
          onText={(text) =>
            text.trim() === ''
              ? 'This cannot be empty.'
              : tryRun(app, app.commands.settings({ [t.member]: text.trim() }))
          }
        />
      ))}
      <div className="fields">
        <Select
          label="PostgreSQL version"
          value={String(settings.target) as (typeof targets)[number]}
          choices={targets.map((t) => ({ value: t, label: t }))}
          disabled={!canEdit}
          onChoose={(t) => app.run(app.commands.setTarget(Number(t) as SettingsRecord['target']))}
        />
        <ObjectSelect
          label="Default schema"
          kinds={schemaKind}
          value={settings.schema}
          disabled={!canEdit}
          onChoose={(schema) => schema && app.run(app.commands.settings({ schema }))}
        />
      </div>
    </div>
  )
}

/** Nothing selected: the design itself. */
export const DesignForm = ({ use }: { readonly use: Id | undefined }) => {
  const settings = useOpen((o) => [...o.design.records.values()].find((r) => r.kind === 'settings'))
  return settings ? (
    <>
      <header className="inspector-head">
        <div className="row">
          <h2 className="grow cut">{settings.name}</h2>
          <span className="label">design</span>
        </div>
      </header>
      <div className="pane">
        <h3>Settings</h3>
        <Settings settings={settings} />
        <PatternList scope="design" target={undefined} focus={use} />
      </div>
    </>
  ) : null
}
