import type { AnyPattern, Book, Registry } from '../compile/index.ts'
import { type Change, type Design, recordsOf } from '../design/index.ts'
import { catalogue } from '../patterns/index.ts'
import type { History } from './history.ts'

const loaders: Readonly<Record<string, () => Promise<{ readonly pattern: AnyPattern }>>> = catalogue
const loaded = new Map<string, AnyPattern>()

/** The one registry of patterns: those that are loaded, in the order of the catalogue once all are. */
export const registry: Registry = loaded

/** Every pattern's name, loaded or not, in the order of the catalogue. */
export const patternNames: readonly string[] = Object.keys(loaders)

const loadOne = async (name: string): Promise<void> => {
  if (loaded.has(name) || !Object.hasOwn(loaders, name)) return
  const module = await loaders[name]?.()
  if (module) loaded.set(name, module.pattern)
}

const inOrder = (): void => {
  for (const name of patternNames) {
    const pattern = loaded.get(name)
    loaded.delete(name)
    if (pattern) loaded.set(name, pattern)
  }
}

let tell: () => void = () => undefined
/** Resolves once every pattern of the catalogue is loaded; asks for none. */
export const wholeCatalogue = new Promise<void>((done) => {
  tell = done
})

/** Loads these patterns, or all. Names that the catalogue lacks are left to compile, which says so. */
export const loadPatterns = async (names: Iterable<string> = patternNames): Promise<void> => {
  await Promise.all([...names].map(loadOne))
  inOrder()
  if (loaded.size === patternNames.length) tell()
}

/** Patterns of the catalogue that the changes use and that are not loaded. */
export const unloadedIn = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap(({ to }) =>
    to?.kind === 'use' && Object.hasOwn(loaders, to.pattern) && !loaded.has(to.pattern) ? [to.pattern] : [],
  )

/** The patterns that the design uses, and those that undo or redo may bring back. */
export const patternsIn = (design: Design, history?: History): ReadonlySet<string> => {
  const out = new Set(recordsOf(design, 'use').map((u) => u.pattern))
  for (const step of [...(history?.past ?? []), ...(history?.future ?? [])])
    for (const { to } of [...step.redo, ...step.undo]) if (to?.kind === 'use') out.add(to.pattern)
  return out
}

let loading: Promise<Book> | undefined

/** What the patterns say, promise and find: a chunk of its own, loaded when it is first asked for. */
export const loadBook = (): Promise<Book> => {
  loading ??= import('../patterns/book.ts').then((m) => m.book)
  return loading
}
