import { useState } from 'react'
import type { QueryRecord } from '../../../store/index.ts'
import { useApp, useCanEdit } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { TextInput } from '../../kit/inputs.tsx'
import { numberedName } from './names.ts'

interface QueryNameProps {
  readonly query: QueryRecord
  readonly others: readonly QueryRecord[]
}

/** The name of a query. One that another has is said, with one that is free beside it. */
export const QueryName = ({ query, others }: QueryNameProps) => {
  const app = useApp()
  const canEdit = useCanEdit()
  const [refused, setRefused] = useState<string>()
  /** How often a free name was taken: the input begins anew with it, and has the keys. */
  const [times, setTimes] = useState(0)
  const taken = new Set(others.map((q) => q.name))
  const double = refused ?? (taken.has(query.name) ? query.name : undefined)
  const free = double === undefined ? undefined : numberedName(double, new Set([...taken, query.name]))
  const rename = (name: string): string | undefined => {
    const attempt = app.commands.saveQuery(name, query.sql, query.id)
    const wrong = attempt.ok || attempt.error.again ? undefined : attempt.error.message
    setRefused(wrong !== undefined && taken.has(name.trim()) ? name.trim() : undefined)
    if (wrong === undefined) app.run(attempt)
    return wrong
  }
  return (
    <div className="query-name" data-form={query.id}>
      <TextInput
        key={times}
        unseen
        quiet
        when="done"
        label="Name of the query"
        value={query.name}
        disabled={!canEdit}
        focused={times > 0}
        note={taken.has(query.name) ? 'Another query has this name, too.' : undefined}
        onText={rename}
        onKey={(e) => e.key === 'Escape' && setRefused(undefined)}
      />
      {canEdit && free !== undefined && (
        <Button
          small
          onClick={() => {
            rename(free)
            setTimes(times + 1)
          }}
        >
          Call it “{free}”
        </Button>
      )}
    </div>
  )
}
