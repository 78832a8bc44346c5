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

/** The reference that the command would make, in words, and the column that it would make for it. */
const reference = (catalog: Catalog, command: Command): { readonly is: string; readonly makes?: string } => {
  const fk = command.changes.map((c) => c.to).find((r) => r?.kind === 'fk')
  if (fk?.kind !== 'fk') return { is: command.name }
  const name = (id: Id) => nameIn(catalog, command, id)
  const is = `${name(fk.table)}.${listed(fk.columns.map(name))} → ${name(fk.references)}.${listed(fk.refColumns.map(name))}`
  const made = command.changes.filter((c) => c.to?.kind === 'column' && !catalog.has(c.id))
  return made.length === 0
    ? { is }
    : { is, makes: `${name(fk.table)}.${listed(made.map((c) => name(c.id)))}` }
}

/** What the command would make, in words. */
export const sayCommand = (catalog: Catalog, command: Command): string => {
  if (command.says !== undefined) return command.says
  const { is, makes } = reference(catalog, command)
  return makes === undefined ? is : `${is}, creating ${makes}`
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
    const { is, makes } = reference(catalog, attempt.value)
    if (!found.has(is)) found.set(is, { label: makes === undefined ? is : `Create ${makes}`, attempt })
  }
  return [...found.values()]
}
