import type { Id } from '../../base/index.ts'
import { type Catalog, isUserType, type Obj, objectsOf } from '../../catalog/index.ts'
import type { Sighting } from '../../compile/api.ts'
import { columnsOf } from '../kit/index.ts'
import type { Options } from './options.ts'

const amounts = /^(numeric|real|double precision|money)$/
const isAmount = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) && amounts.test(c.type.base) && !c.generated
const isCurrency = (c: Obj<'column'>): boolean =>
  !isUserType(c.type) &&
  /^(text|varchar|char)$/.test(c.type.base) &&
  /(^|_)(currency|curr|iso_?4217)(_code)?$/i.test(c.name)

/** Of several numbers the one whose name speaks of money, or that the currency's name begins with. */
const amountFor = (numbers: readonly Obj<'column'>[], currency: Obj<'column'>): Obj<'column'> | undefined =>
  numbers.find((c) => currency.name.toLowerCase().startsWith(`${c.name.toLowerCase()}_`)) ??
  numbers.find((c) => /amount/i.test(c.name)) ??
  numbers.find((c) => /price|total|sum|cost|fee|balance|salary/i.test(c.name)) ??
  (numbers.length === 1 ? numbers[0] : undefined)

/** Tables with a number and a currency beside it. */
export const detect = (catalog: Catalog): readonly Sighting<Options>[] =>
  objectsOf(catalog, 'table').flatMap((t): readonly Sighting<Options>[] => {
    const columns = columnsOf(catalog, t.id)
    const currency = columns.find(isCurrency)
    const numbers = columns.filter(isAmount)
    const amount = currency && amountFor(numbers, currency)
    if (!currency || !amount || isUserType(amount.type)) return []
    const [precision = 16, scale = 4] = amount.type.mods ?? []
    return [
      {
        target: t.id as Id<'table'>,
        options: {
          amount: amount.id as Id<'column'>,
          name: 'amount',
          precision,
          scale,
          currency: '',
          usual: '',
          sign: 'any',
          allocate: false,
          snapshot: false,
          base: 'EUR',
          rates: false,
        },
        bind: { currency: currency.id },
        sure: amount.type.base === 'numeric' ? 0.9 : 0.7,
        because: `${amount.name} has ${currency.name} beside it`,
      },
    ]
  })
