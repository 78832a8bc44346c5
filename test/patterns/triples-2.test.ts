import { checkTriples } from './triples.ts'

checkTriples(1)
