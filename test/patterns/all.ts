import { type Book, makeRegistry } from '../../src/compile/index.ts'
import { book as made } from '../../src/patterns/book.ts'
import { catalogue } from '../../src/patterns/index.ts'

export const registry = makeRegistry(
  await Promise.all(Object.values(catalogue).map(async (load) => (await load()).pattern)),
)
export const book: Book = made
