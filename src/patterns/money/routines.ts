import { builtIn, name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { param, raise, routineOf } from '../kit/index.ts'
import { type Amount, amountOf, type Rates, ratesOf, shared, type U } from './amount.ts'

/**
 * Each part is the amount by the number of parts, cut to the digits; what is left goes to the first ones, a unit each,
 * and what is less than a unit to the one after them.
 */
const allocate = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('allocate')
  return {
    ...routineOf(facts, use, 'allocate'),
    name: shared(facts, use, 'allocate'),
    params: [
      param(id, 'amount', builtIn('numeric')),
      param(id, 'n', builtIn('integer')),
      param(id, 'digits', builtIn('integer'), rawSql('2')),
    ],
    returns: rawSql('table (part integer, share numeric)'),
    language: 'plpgsql',
    volatility: 'immutable',
    body: sql`
declare
  unit numeric := ('1e-' || digits)::numeric;
  each numeric;
  rest numeric;
  extra numeric;
begin
  if n is null or n < 1 then
    ${raise('22023', 'An amount is shared out among at least one.')}
  end if;
  if digits is null or digits not between 0 and 20 then
    ${raise('22023', 'Shares have from 0 to 20 digits after the point.')}
  end if;
  if amount in ('NaN', 'Infinity', '-Infinity') then
    ${raise('22023', 'Only a finite amount can be shared out.')}
  end if;
  each := round(div(amount, n * unit) * unit, digits);
  rest := amount - each * n;
  extra := div(abs(rest), unit);
  return query
  select i, each + case when i <= extra then sign(rest) * unit else 0 end
    + case when i = extra + 1 then rest - sign(rest) * extra * unit else 0 end
  from generate_series(1, n) as i;
end
`,
    comment: 'Shares an amount out in parts that differ by no more than a unit and add up to it exactly.',
  }
}

const lookUp = (r: Rates, from: Sql, to: Sql, at: string): Sql =>
  sql`select r.${name(r.column('rate'))} from ${qualified(r.table)} r
    where r.${name(r.column('from'))} = ${from} and r.${name(r.column('to'))} = ${to} and r.${name(r.column('period'))} @> ${at}`

const rateFunction = (facts: Facts, use: U, r: Rates): Claim<'rows'> => {
  const id = use.idOf<'routine'>('rate_at')
  return {
    ...routineOf(facts, use, 'rate_at'),
    name: sql`${name(use.table)}_exchange_rate`,
    params: [
      param(id, 'from_currency', builtIn('text')),
      param(id, 'to_currency', builtIn('text')),
      param(id, 'at', builtIn('timestamptz'), rawSql('now()')),
    ],
    returns: rawSql('numeric'),
    language: 'sql',
    volatility: 'stable',
    body: sql`
select case when $1 = $2 then 1::numeric else (
  ${lookUp(r, sql`$1`, sql`$2`, '$3')}
) end
`,
    comment: 'The exchange rate that held at the time; NULL where none is known.',
  }
}

/** A row that names no rate gets that of its moment; a changed currency asks anew. */
const fill = (use: U, { currency }: Amount, r: Rates | undefined): Claim<'rows'> => {
  const [c, rate] = [name(currency), name(use.idOf('rate'))]
  const base = quoteLiteral(use.options.base)
  return {
    claim: 'trigger',
    role: 'fill',
    rank: 40,
    table: use.table,
    timing: 'before',
    events: ['insert', 'update'],
    body: sql`
begin
  if tg_op = 'UPDATE' then
    if new.${c} is distinct from old.${c} and new.${rate} is not distinct from old.${rate} then
      new.${rate} := null;
    end if;
  end if;
  if new.${rate} is null and new.${c} = ${base} then
    new.${rate} := 1;
  end if;${
    r
      ? sql`
  if new.${rate} is null and new.${c} is not null then
    new.${rate} := (
      ${lookUp(r, sql`new.${c}`, sql`${base}`, 'now()')}
    );
    if new.${rate} is null then
      ${raise('23514', 'No exchange rate is known for this currency now.', 'Enter the rate first, or write it on the row.')}
    end if;
  end if;`
      : ''
  }
  return new;
end
`,
    comment: 'Keeps the exchange rate of the moment on the row.',
  }
}

export const rows = (facts: Facts, use: U): readonly Claim<'rows'>[] => {
  const parts = amountOf(facts, use)
  const rates = ratesOf(facts, use)
  const own = use.idOf<'table'>('rates')
  return [
    ...(use.options.allocate ? [allocate(facts, use)] : []),
    ...(rates ? [rateFunction(facts, use, rates)] : []),
    ...(parts && use.options.snapshot ? [fill(use, parts, rates)] : []),
    ...(facts.object('table', own) ? [{ claim: 'access', table: own, app: 'read' } as const] : []),
  ]
}
