/** A new column as typed: its name, and what follows as type and `!` for NOT NULL. */
export interface Typed {
  readonly name: string
  readonly rest: string
}

const shorthand = /^(?<name>"(?:[^"]|"")*"?|[^\s!?=]*)(?<rest>.*)$/s

/** Splits `email citext!`; a name in double quotes may hold anything. */
export const splitColumn = (text: string): Typed => {
  const m = shorthand.exec(text.trimStart())?.groups
  const raw = m?.name ?? ''
  const name = raw.startsWith('"') ? raw.slice(1).replace(/"$/, '').replaceAll('""', '"') : raw
  return { name, rest: (m?.rest ?? '').trim() }
}

/** The name so that addColumns reads it as one name. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
