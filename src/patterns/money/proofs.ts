import type { Id } from '../../base/index.ts'
import { name, qualified, quoteLiteral, sql } from '../../catalog/index.ts'
import type { Made, Proof } from '../../compile/api.ts'
import { app, count, insert, key, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import { ownRates, type U } from './amount.ts'

const allocateProofs = (use: U): readonly Proof[] => {
  const f = qualified(use.idOf('allocate'))
  const shares = (amount: string, parts: number) =>
    stmt`select string_agg(share::text, ' ' order by part), (sum(share) = ${amount})::text from ${f}(${amount}, ${parts})`
  return [
    proof(
      use,
      'allocate',
      sql`An amount shared out adds up to itself exactly, and no share differs from another by more than a cent.`,
      [use.idOf('allocate')],
      app(
        run(shares('100', 3), rows(['33.34 33.33 33.33', 'true'])),
        run(shares('0.05', 3), rows(['0.02 0.02 0.01', 'true'])),
        run(shares('-100', 3), rows(['-33.34 -33.33 -33.33', 'true'])),
        run(shares('10', 1), rows(['10.00', 'true'])),
        run(shares('1.0099', 3), rows(['0.34 0.3399 0.33', 'true'])),
      ),
      app(run(stmt`select * from ${f}(10, 0)`, refused('22023'))),
      app(run(stmt`select * from ${f}('NaN', 3)`, refused('22023'))),
    ),
  ]
}

/** Another currency than the base. */
const foreign = (use: U): string => (use.options.base === 'USD' ? 'CHF' : 'USD')

/** An amount that has the digits of the column at one and a half of it too. */
const scene = ({ options: { precision, scale } }: U): { readonly amount: number; readonly base: number } => {
  const digits = precision - scale
  if (digits < 1) return { amount: 0.2, base: 0.3 }
  return digits < 2 ? { amount: 2, base: 3 } : { amount: 10, base: 15 }
}

const snapshotProofs = (use: U, made: Made, column: Id<'column'>): readonly Proof[] => {
  const t = use.table
  const [currency, rate, base] = [use.idOf('currency'), use.idOf('rate'), use.idOf('base')]
  const own = made.catalog.get(base)
  if (own?.kind !== 'column') return []
  const { amount, base: worth } = scene(use)
  const seen = stmt`select (${name(base)} = ${String(worth)})::text from ${qualified(t)} where ${key('a')}`
  return [
    proof(
      use,
      'base',
      sql`The amount in ${use.options.base} is the amount by the rate of its time, and nobody can write another.`,
      [base],
      app(insert(t, 'a', { [column]: amount, [currency]: foreign(use), [rate]: 1.5 })),
      app(run(seen, rows(['true']))),
      app(run(stmt`update ${qualified(t)} set ${name(base)} = 1 where ${key('a')}`, refused('428C9'))),
    ),
    proof(
      use,
      'own-rate',
      sql`${use.options.base} is worth itself: a row of ${name(t)} in it gets the rate 1 and no other.`,
      [use.idOf('own'), use.idOf('fill')],
      app(insert(t, 'a', { [currency]: use.options.base, [rate]: null })),
      app(run(stmt`select (${name(rate)} = 1)::text from ${qualified(t)} where ${key('a')}`, rows(['true']))),
      app(
        insert(
          t,
          'x',
          { [currency]: use.options.base, [rate]: 2 },
          { refused: ['23514'], by: use.idOf('own') },
        ),
      ),
    ),
  ]
}

const ratesProofs = (use: U, made: Made): readonly Proof[] => {
  const r = ownRates(use)
  if (!made.catalog.has(r.table)) return []
  const t = use.table
  const row = (label: string, rate: number, period: string, expect?: Parameters<typeof insert>[3]) =>
    insert(
      r.table,
      label,
      {
        [r.column('from')]: foreign(use),
        [r.column('to')]: use.options.base,
        [r.column('rate')]: rate,
        [r.column('period')]: period,
      },
      expect,
    )
  const exclusion = use.idOf('rates:exclusion')
  const ask = (at: string) =>
    stmt`select (${qualified(use.idOf('rate_at'))}(${quoteLiteral(foreign(use))}, ${quoteLiteral(use.options.base)}, ${quoteLiteral(at)}::timestamptz))::float8::text`
  const taken = made.catalog.has(use.idOf('fill'))
    ? [
        proof(
          use,
          'taken',
          sql`A new row of ${name(t)} takes the exchange rate of its moment, and without one it is refused.`,
          [use.idOf('fill')],
          app(
            insert(
              t,
              'x',
              { [use.idOf('currency')]: foreign(use), [use.idOf('rate')]: null },
              refused('23514'),
            ),
          ),
          owner(row('r', 1.25, '[2001-01-01,)')),
          app(insert(t, 'a', { [use.idOf('currency')]: foreign(use), [use.idOf('rate')]: null })),
          owner(
            run(
              stmt`update ${qualified(r.table)} set ${name(r.column('rate'))} = 9 where ${key('r')}`,
              count(1),
            ),
          ),
          app(
            run(
              stmt`select (${name(use.idOf('rate'))} = 1.25)::text from ${qualified(t)} where ${key('a')}`,
              rows(['true']),
            ),
          ),
        ),
      ]
    : []
  return [
    proof(
      use,
      'overlap',
      sql`Two exchange rates of one pair cannot hold at the same time; one may follow the other.`,
      [exclusion],
      owner(row('a', 1.1, '[2024-01-01,2024-02-01)')),
      owner(row('b', 1.2, '[2024-02-01,2024-03-01)')),
      owner(row('x', 1.3, '[2024-01-15,2024-02-15)', { refused: ['23P01'], by: exclusion })),
    ),
    proof(
      use,
      'rate-at',
      sql`The exchange rate of any moment can be asked.`,
      [use.idOf('rate_at')],
      owner(row('a', 1.5, '[2024-01-01,2024-02-01)'), row('b', 1.25, '[2024-02-01,2024-03-01)')),
      app(
        run(ask('2024-01-31'), rows(['1.5'])),
        run(ask('2024-02-01'), rows(['1.25'])),
        run(ask('2025-01-01'), rows([null])),
      ),
    ),
    ...taken,
  ]
}

export const proofs = (use: U, made: Made): readonly Proof[] => {
  const t = use.table
  const currency = use.idOf<'column'>('currency')
  const check = use.idOf('currency:check')
  if (!made.catalog.has(check)) return []
  const base = made.catalog.get(use.idOf('base'))
  const refs = base?.kind === 'column' ? (base.generated?.expr.refs ?? []) : []
  const amount = refs.find((r) => r.id !== use.idOf('rate'))?.id
  return [
    proof(
      use,
      'currency',
      sql`An amount of ${name(t)} has a currency, written as three capitals.`,
      [check],
      app(insert(t, 'a', { [currency]: 'EUR' })),
      app(insert(t, 'x', { [currency]: 'eur' }, { refused: ['23514'], by: check })),
      app(insert(t, 'y', { [currency]: 'EURO' }, { refused: ['23514'], by: check })),
      app(insert(t, 'z', { [currency]: null }, refused('23502'))),
    ),
    ...(use.options.allocate ? allocateProofs(use) : []),
    ...(amount ? snapshotProofs(use, made, amount as Id<'column'>) : []),
    ...ratesProofs(use, made),
  ]
}
