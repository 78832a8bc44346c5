import { compareRanks, type Obj } from '../../../store/index.ts'
import { useOpen } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Disclosure } from '../../kit/disclosure.tsx'
import { RunIcon } from '../../kit/icons.ts'
import { typeText } from '../../kit/type-text.ts'
import { typedValue } from './typed.ts'

interface TypedRowProps {
  readonly table: Obj<'table'>
  /** What is typed, by column id. */
  readonly values: Readonly<Record<string, string>>
  readonly onValues: (values: Readonly<Record<string, string>>) => void
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly busy: boolean
  readonly onTry: (values: Readonly<Record<string, string | null>>) => void
}

/** A row typed by hand. What is left empty is not given: the database fills it, or refuses. */
export const TypedRow = ({ table, values, onValues, open, onOpen, busy, onTry }: TypedRowProps) => {
  const catalog = useOpen((o) => o.compiled.catalog)
  if (!catalog) return null
  const columns = [...catalog.values()]
    .filter((o) => o.kind === 'column')
    .filter((c) => c.table === table.id && c.generated === undefined)
    .sort((a, b) => compareRanks(a.rank, b.rank))
  const given = (): Readonly<Record<string, string | null>> =>
    Object.fromEntries(
      columns.flatMap(({ id }) => {
        const value = typedValue(values[id] ?? '')
        return value === undefined ? [] : [[id, value] as const]
      }),
    )
  return (
    <div className="typed-row">
      <Disclosure summary="Type a row" open={open} onOpen={onOpen}>
        {() => (
          <form
            className="stack"
            onSubmit={(e) => {
              e.preventDefault()
              onTry(given())
            }}
          >
            <div className="typed-fields">
              {columns.map((c) => (
                <label key={c.id} className="field">
                  <span className="field-label cut">
                    <span className="mono">{c.name}</span> {typeText(catalog, c.type)}
                  </span>
                  <input
                    className="input mono"
                    value={values[c.id] ?? ''}
                    placeholder={c.identity || c.default ? 'default' : c.notNull ? 'required' : 'null'}
                    spellCheck={false}
                    onChange={(e) => onValues({ ...values, [c.id]: e.target.value })}
                  />
                </label>
              ))}
            </div>
            <div className="row">
              <Button type="submit" small icon={RunIcon} disabled={busy}>
                Try this row
              </Button>
              <span className="label">
                Empty is not given, NULL is NULL, '' is empty text. Nothing is kept.
              </span>
            </div>
          </form>
        )}
      </Disclosure>
    </div>
  )
}
