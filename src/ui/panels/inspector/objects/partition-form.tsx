import type { Catalog, Obj, Sql } from '../../../../store/index.ts'
import { useApp } from '../../../kit/app.tsx'
import { TextInput } from '../../../kit/inputs.tsx'
import { sqlText } from '../../../kit/sql-text.ts'
import { CommentInput, tryRun, useCatalog } from '../edit.tsx'
import { PlainText, useEdits } from '../members.tsx'

type Partition = Obj<'partition'>

const textOf = (catalog: Catalog, values: readonly Sql[] | undefined): string =>
  (values ?? []).map((v) => sqlText(catalog, v)).join(', ')

/** The bounds as DDL writes them. */
export const boundsText = (catalog: Catalog, p: Partition): string => {
  if (p.from && p.to) return `from (${textOf(catalog, p.from)}) to (${textOf(catalog, p.to)})`
  if (p.in) return `in (${textOf(catalog, p.in)})`
  return p.modulus === undefined ? 'default' : `modulus ${p.modulus}, remainder ${p.remainder ?? 0}`
}

/** Which rows the partition is for. All empty: those that no other partition takes. */
export const PartitionForm = ({ o }: { readonly o: Partition }) => {
  const app = useApp()
  const catalog = useCatalog()
  const { mayEdit, set, trySet } = useEdits('partition', o)
  const method = catalog.get(o.table)
  const by = method?.kind === 'table' ? method.partitionBy?.method : undefined
  const value = (member: 'from' | 'to' | 'in', label: string) => (
    <TextInput
      mono
      when="done"
      label={label}
      value={textOf(catalog, o[member])}
      disabled={!mayEdit}
      onText={(text) => tryRun(app, app.commands.setSql(o.id, member, text))}
    />
  )
  const whole = (member: 'modulus' | 'remainder', label: string) => (
    <TextInput
      mono
      when="done"
      label={label}
      value={o[member] === undefined ? '' : String(o[member])}
      disabled={!mayEdit}
      onText={(text) => {
        if (!/^\d*$/.test(text.trim())) return 'Write a whole number.'
        set({ [member]: text.trim() === '' ? undefined : Number(text) })
        return undefined
      }}
    />
  )
  return (
    <>
      <p className="quiet">Without bounds it takes the rows that no other partition takes.</p>
      <div className="fields">
        {by === 'range' && value('from', 'From')}
        {by === 'range' && value('to', 'Up to, not including')}
        {by === 'list' && value('in', 'Values')}
        {by === 'hash' && whole('modulus', 'Modulus')}
        {by === 'hash' && whole('remainder', 'Remainder')}
        <PlainText
          label="Tablespace"
          placeholder="the table's own"
          value={o.tablespace}
          disabled={!mayEdit}
          onSet={(tablespace) => trySet({ tablespace })}
        />
      </div>
      <CommentInput o={o} />
    </>
  )
}
