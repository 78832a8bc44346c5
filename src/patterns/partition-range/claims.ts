import { rangeRows, rangeSplit } from '../kit/index.ts'

export const split = rangeSplit
export const rows = rangeRows
