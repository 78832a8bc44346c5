import { builtIn, type Obj, type Param } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { AddIcon, CloseIcon } from '../../../kit/icons.ts'
import { Check, Select, TextInput } from '../../../kit/inputs.tsx'
import { patched } from '../../../kit/patched.ts'
import { sqlText, typedSql } from '../../../kit/sql-text.ts'
import { typeChoices, typeText } from '../../../kit/type-text.ts'
import { CommentInput, SqlInput, tryRun, useCatalog, useMayEdit, usePut, useRecord } from '../edit.tsx'
import { SchemaAndOwner, useEdits } from '../members.tsx'
import { newPart } from './new-part.ts'

const languages = ['sql', 'plpgsql'] as const

const Params = ({ o }: { readonly o: Obj<'routine'> }) => {
  const app = useApp()
  const catalog = useCatalog()
  const record = useRecord('routine', o.id)
  const mayEdit = useMayEdit(o)
  const put = usePut()
  const setAt = (at: number, next: Param) =>
    record && put({ ...record, params: record.params.map((p, i) => (i === at ? next : p)) })
  return (
    <fieldset className="field">
      <legend className="field-label">Parameters</legend>
      <ol className="rows-edit">
        {o.params.map((p, i) => (
          <li key={p.id} className="row" style={{ gap: 2 }}>
            <div style={{ width: 64 }}>
              <Select
                unseen
                label={`Mode of ${p.name}`}
                value={p.mode ?? 'in'}
                disabled={!mayEdit}
                choices={(['in', 'out', 'inout', 'variadic'] as const).map((m) => ({ value: m, label: m }))}
                onChoose={(m) => setAt(i, patched(p, { mode: m === 'in' ? undefined : m }))}
              />
            </div>
            <div className="grow">
              <TextInput
                unseen
                mono
                label={`Name of parameter ${i + 1}`}
                value={p.name}
                disabled={!mayEdit}
                onText={(t) => tryRun(app, app.commands.rename(p.id, t))}
              />
            </div>
            <div className="grow">
              <TextInput
                unseen
                mono
                when="done"
                label={`Type of ${p.name}`}
                value={typeText(catalog, p.type)}
                list={typeChoices(catalog)}
                disabled={!mayEdit}
                onText={(t) => tryRun(app, app.commands.setColumnType(p.id, t))}
              />
            </div>
            {mayEdit && record && (
              <IconButton
                small
                icon={CloseIcon}
                label={`Remove ${p.name}`}
                onClick={() => put({ ...record, params: record.params.filter((x) => x.id !== p.id) })}
              />
            )}
          </li>
        ))}
      </ol>
      {mayEdit && record && (
        <div>
          <Button
            small
            look="bare"
            icon={AddIcon}
            onClick={() =>
              put({
                ...record,
                params: [
                  ...record.params,
                  { ...newPart(record.id, `p${record.params.length + 1}`), type: builtIn('text') },
                ],
              })
            }
          >
            Add a parameter
          </Button>
        </div>
      )}
    </fieldset>
  )
}

export const RoutineForm = ({ o }: { readonly o: Obj<'routine'> }) => {
  const catalog = useCatalog()
  const { mayEdit, set, trySet } = useEdits('routine', o)
  const settings = (o.settings ?? []).map((s) => sqlText(catalog, s)).join('\n')
  return (
    <>
      <div className="fields">
        <Select
          label="Kind"
          value={o.procedure ? 'procedure' : 'function'}
          disabled={!mayEdit}
          choices={[
            { value: 'function', label: 'Function' },
            { value: 'procedure', label: 'Procedure' },
          ]}
          onChoose={(v) =>
            set(
              v === 'procedure'
                ? { procedure: true, returns: undefined }
                : { procedure: undefined, returns: typedSql('void') },
            )
          }
        />
        <Select
          label="Language"
          value={o.language}
          disabled={!mayEdit}
          choices={[...new Set([...languages, o.language])].map((l) => ({ value: l as string, label: l }))}
          onChoose={(language) => set({ language })}
        />
      </div>
      <Params o={o} />
      {!o.procedure && (
        <SqlInput
          o={o}
          member="returns"
          sql={o.returns}
          label="Returns"
          placeholder="trigger, setof orders, integer …"
        />
      )}
      <SqlInput o={o} member="body" sql={o.body} label="Body" lines={14} />
      <div className="fields">
        <Select
          label="Volatility"
          value={o.volatility ?? 'volatile'}
          disabled={!mayEdit}
          choices={(['volatile', 'stable', 'immutable'] as const).map((v) => ({ value: v, label: v }))}
          onChoose={(v) => set({ volatility: v === 'volatile' ? undefined : v })}
        />
        <Select
          label="Parallel"
          value={o.parallel ?? 'unsafe'}
          disabled={!mayEdit}
          choices={(['unsafe', 'restricted', 'safe'] as const).map((v) => ({ value: v, label: v }))}
          onChoose={(v) => set({ parallel: v === 'unsafe' ? undefined : v })}
        />
      </div>
      <Check
        label="STRICT: NULL in, NULL out"
        on={o.strict ?? false}
        disabled={!mayEdit}
        onSet={(strict) => set({ strict })}
      />
      <Check
        label="SECURITY DEFINER: runs with its owner's rights"
        on={o.securityDefiner ?? false}
        disabled={!mayEdit}
        onSet={(securityDefiner) => set({ securityDefiner })}
      />
      <Check
        label="Closed: EXECUTE revoked from everyone"
        on={o.closed ?? false}
        disabled={!mayEdit}
        onSet={(closed) => set({ closed })}
      />
      <TextInput
        mono
        when="done"
        lines={2}
        label="Settings, one a line"
        value={settings}
        placeholder="search_path = pg_catalog, public"
        disabled={!mayEdit}
        onText={(t) => {
          const lines = t.split('\n').filter((l) => l.trim() !== '')
          return trySet({ settings: lines.length > 0 ? lines.map(typedSql) : undefined })
        }}
      />
      <SchemaAndOwner o={o} disabled={!mayEdit} onSet={set} />
      <CommentInput o={o} />
    </>
  )
}
