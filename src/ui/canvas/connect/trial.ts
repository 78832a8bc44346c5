import type { App, Attempt, Catalog, Command, Id } from '../../../store/index.ts'

export interface End {
  readonly table: Id
  readonly column?: Id
}

const nameIn = (catalog: Catalog, command: Command, id: Id): string => {
  const made = command.changes.find((c) => c.id === id)?.to
  return (made && 'name' in made ? made.name : undefined) ?? catalog.get(id)?.name ?? '?'
}

const listed = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`

/** What the command would do, in words: which reference, and which column it would make. */
export const sayReference = (catalog: Catalog, command: Command): string => {
  const fk = command.changes.map((c) => c.to).find((r) => r?.kind === 'fk')
  if (fk?.kind !== 'fk') return command.name
  const name = (id: Id) => nameIn(catalog, command, id)
  const reference = `${name(fk.table)}.${listed(fk.columns.map(name))} → ${name(fk.references)}.${listed(fk.refColumns.map(name))}`
  const made = command.changes.filter((c) => c.to?.kind === 'column' && !catalog.has(c.id))
  return made.length === 0 ? reference : `${reference}, creating ${listed(made.map((c) => name(c.id)))}`
}

export interface Choice {
  readonly label: string
  readonly attempt: Attempt
}

/** Every different reference that a drop on this table could mean, the store's own choice first. */
export const choicesFor = (app: App, catalog: Catalog, from: End, table: Id): readonly Choice[] => {
  const columns = [...catalog.values()].filter((o) => o.kind === 'column' && o.table === table)
  const attempts = [
    app.commands.connect(from, { table }),
    ...columns.map((c) => app.commands.connect(from, { table, column: c.id })),
  ]
  const found = new Map<string, Choice>()
  for (const attempt of attempts) {
    if (!attempt.ok) continue
    const key = sayReference(catalog, attempt.value)
    if (!found.has(key)) found.set(key, { label: key, attempt })
  }
  return [...found.values()]
}
