import { checkPairs } from './pairs.ts'

checkPairs(3)
