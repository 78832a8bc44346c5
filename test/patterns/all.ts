import { type Book, makeRegistry } from '../../src/compile/index.ts'
import { book as made } from '../../src/patterns/book.ts'
import { patterns } from '../../src/patterns/index.ts'

export const registry = makeRegistry(patterns)
export const book: Book = made
