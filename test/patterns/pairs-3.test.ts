import { checkPairs } from './pairs.ts'

checkPairs(2)
