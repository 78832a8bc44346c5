import { type Book, makeRegistry, type Registry } from '../compile/index.ts'
import { patterns } from '../patterns/index.ts'

/** The one registry of patterns. */
export const registry: Registry = makeRegistry(patterns)

let loading: Promise<Book> | undefined

/** What the patterns say, promise and find: a chunk of its own, loaded when it is first asked for. */
export const loadBook = (): Promise<Book> => {
  loading ??= import('../patterns/book.ts').then((m) => m.book)
  return loading
}
