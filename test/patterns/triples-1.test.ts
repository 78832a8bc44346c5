import { checkTriples } from './triples.ts'

checkTriples(0)
