import { useEffect, useState } from 'react'
import type { Id, Obj } from '../../../../store/index.ts'
import { useObject, useOpen } from '../../../kit/app.tsx'
import { TabText } from '../../../kit/tab-text.tsx'
import { Tabs } from '../../../kit/tabs.tsx'
import { useCatalog } from '../edit.tsx'
import { Head } from '../head.tsx'
import { PatternList } from '../patterns/pattern-list.tsx'
import { Columns } from './columns.tsx'
import { Indexes } from './indexes.tsx'
import { Keys } from './keys.tsx'
import { More } from './more.tsx'
import { TableSettings } from './table-settings.tsx'

type Tab = 'columns' | 'keys' | 'indexes' | 'patterns' | 'more'

const tabOf: Partial<Readonly<Record<string, Tab>>> = {
  column: 'columns',
  key: 'keys',
  check: 'keys',
  exclusion: 'keys',
  fk: 'keys',
  index: 'indexes',
  trigger: 'more',
  policy: 'more',
  grant: 'more',
  rows: 'more',
  use: 'patterns',
}

/** Which tab people look at; kept while they go from table to table. */
let lastTab: Tab = 'columns'

const useTab = (part: Id | undefined) => {
  const catalog = useCatalog()
  const drawn = useOpen((o) => (part === undefined ? undefined : o.design.records.get(part)?.kind))
  const kind = part === undefined ? undefined : (catalog.get(part)?.kind ?? drawn)
  const wanted = kind === undefined ? undefined : tabOf[kind]
  const [tab, setTab] = useState<Tab>(wanted ?? lastTab)
  useEffect(() => {
    if (wanted && part !== undefined) setTab(wanted)
  }, [wanted, part])
  const choose = (next: Tab) => {
    lastTab = next
    setTab(next)
  }
  return [tab, choose] as const
}

const usesOf = (
  open: { readonly design: { readonly records: ReadonlyMap<Id, { readonly kind: string }> } },
  table: Id,
  catalog: ReadonlyMap<Id, Obj>,
): number => {
  let n = 0
  for (const r of open.design.records.values()) {
    if (r.kind !== 'use' || !('target' in r)) continue
    const target = catalog.get(r.target as Id)
    if (r.target === table || (target?.kind === 'column' && target.table === table)) n += 1
  }
  return n
}

export const TableInspector = ({ id, part }: { readonly id: Id; readonly part: Id | undefined }) => {
  const table = useObject(id)
  const [tab, setTab] = useTab(part)
  const uses = useOpen((o) => usesOf(o, id, o.compiled.catalog)) ?? 0
  if (table?.kind !== 'table') return null
  return (
    <>
      <Head o={table} />
      <Tabs
        label="Parts of the table"
        className="inspector-tabs"
        value={tab}
        onChoose={setTab}
        tabs={[
          { value: 'columns', label: 'Columns' },
          { value: 'keys', label: 'Keys' },
          { value: 'indexes', label: 'Indexes' },
          {
            value: 'patterns',
            label:
              uses > 0 ? (
                <>
                  <TabText>Patterns</TabText> <span className="tab-count faint">{uses}</span>
                </>
              ) : (
                'Patterns'
              ),
          },
          { value: 'more', label: 'More' },
        ]}
      >
        <div className="pane">
          {tab === 'columns' && (
            <>
              <Columns table={table} part={part} />
              <TableSettings table={table} />
            </>
          )}
          {tab === 'keys' && <Keys table={table} part={part} />}
          {tab === 'indexes' && <Indexes table={table} part={part} />}
          {tab === 'patterns' && <PatternList scope="table" target={id} focus={part} />}
          {tab === 'more' && <More table={table} part={part} />}
        </div>
      </Tabs>
    </>
  )
}
