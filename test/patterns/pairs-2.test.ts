import { checkPairs } from './pairs.ts'

checkPairs(1)
