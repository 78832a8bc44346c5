import type { Catalog, Id } from '../../store/index.ts'

const words: ReadonlyMap<string, string> = new Map([
  ['c', 'copy'],
  ['fk', 'foreign key'],
  ['fn', 'function'],
  ['pk', 'primary key'],
])

/** The longest run of parts from `from` on that is an object's id: ids of what patterns made hold colons too. */
const objectAt = (catalog: Catalog, parts: readonly string[], from: number) => {
  for (let to = parts.length; to > from; to--) {
    const object = catalog.get(parts.slice(from, to).join(':') as Id)
    if (object) return { name: object.name, to }
  }
  return undefined
}

/** What a pattern made something as, in words: roles such as `policy:ID` name the objects that they are for by id. */
export const roleWords = (catalog: Catalog, role: string): string => {
  const parts = role.split(':')
  const said: string[] = []
  const of: string[] = []
  for (let at = 0; at < parts.length; ) {
    const object = objectAt(catalog, parts, at)
    if (object) of.push(object.name)
    else said.push((words.get(parts[at] ?? '') ?? parts[at] ?? '').replaceAll('/', ' '))
    at = object?.to ?? at + 1
  }
  const what = said.join(' ') || 'part'
  return of.length === 0 ? what : `${what} of ${of.join(', ')}`
}
