import { name, qualified, quoteLiteral, rawSql, type Sql, sql } from '../../catalog/index.ts'
import type { Expect, Made, Proof, Transaction, Use } from '../../compile/api.ts'
import { app, count, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { Options } from './options.ts'

type U = Use<Options>

const text = (s: string): Sql => rawSql(quoteLiteral(s))
const change = (use: U, what: string): Sql => sql`${name(use.idOf(`change:${what}`))}`

const started = (use: U, ...names: readonly string[]): Transaction =>
  maintenance(...names.map((n) => run(stmt`select ${qualified(use.idOf('start'))}(${text(n)})`)))
const entering = (use: U, phase: string, expect: Expect = { anything: true }, of = 'rename'): Transaction =>
  maintenance(run(stmt`select ${qualified(use.idOf('enter'))}(${text(of)}, ${text(phase)})`, expect))

/** The journal itself is what these scenarios fill: it is there in every design. */
const fills = (use: U, value: string): Transaction =>
  maintenance(
    run(
      stmt`select ${qualified(use.idOf('plan'))}('rename', 'describe', ${{ id: use.idOf('changes'), as: 'regclass' }}::regclass, format('%I = %L', ${{ id: use.idOf('change:description'), as: 'literal' }}, ${text(value)}), format('%I is distinct from %L', ${{ id: use.idOf('change:description'), as: 'literal' }}, 'told'), 1)`,
    ),
  )
const batches = (use: U, ...wanted: readonly (string | null)[]): readonly Transaction[] =>
  wanted.map((n) =>
    maintenance(run(stmt`select ${qualified(use.idOf('batch'))}('rename', 'describe')::text`, rows([n]))),
  )

/** The last backfill was long ago. */
const aged = (use: U): readonly Transaction[] =>
  use.options.wait === ''
    ? []
    : [
        maintenance(
          run(
            stmt`update ${qualified(use.idOf('backfills'))} set ${name(use.idOf('fill:finished_at'))} = now() - interval '100 years'`,
          ),
        ),
      ]

const waitProof = (use: U): readonly Proof[] =>
  use.options.wait === ''
    ? []
    : [
        proof(
          use,
          'waits',
          sql`A contract waits until the new shape has proved itself for a while.`,
          [use.idOf('phases')],
          started(use, 'rename'),
          fills(use, 'told'),
          entering(use, 'backfill'),
          ...batches(use, '1', null),
          entering(use, 'contract', refused('55000')),
          ...aged(use),
          entering(use, 'contract'),
        ),
      ]

export const proofs = (use: U, _made: Made): readonly Proof[] => [
  proof(
    use,
    'phases',
    sql`A change goes through its phases one after the other; none is left out.`,
    [use.idOf('phases'), use.idOf('enter')],
    started(use, 'rename'),
    entering(use, 'contract', refused('55000')),
    entering(use, 'done', refused('55000')),
    entering(use, 'backfill'),
    entering(use, 'contract'),
    entering(use, 'backfill', refused('55000')),
    entering(use, 'done'),
    maintenance(
      run(
        stmt`select (${change(use, 'contracted_at')} is not null)::text from ${qualified(use.idOf('changes'))} where ${change(use, 'phase')} = 'done'`,
        rows(['true']),
      ),
    ),
  ),
  proof(
    use,
    'guard',
    sql`No contract begins before every row has its new values, nor when rows without them came later.`,
    [use.idOf('phases')],
    started(use, 'rename'),
    fills(use, 'told'),
    entering(use, 'backfill'),
    entering(use, 'contract', refused('55000')),
    ...batches(use, '1', null),
    ...aged(use),
    started(use, 'another'),
    entering(use, 'contract', refused('55000')),
    maintenance(
      run(
        stmt`update ${qualified(use.idOf('changes'))} set ${change(use, 'description')} = 'told' where ${change(use, 'name')} = 'another'`,
        count(1),
      ),
    ),
    entering(use, 'contract'),
  ),
  proof(
    use,
    'batches',
    sql`A backfill goes row by row in batches, knows how far it is, and ends.`,
    [use.idOf('batch')],
    started(use, 'rename', 'second', 'third'),
    fills(use, 'told'),
    entering(use, 'backfill'),
    ...batches(use, '1', '1'),
    maintenance(
      run(
        stmt`select ${name(use.idOf('fill:rows_done'))}::text, (${name(use.idOf('fill:finished_at'))} is null)::text from ${qualified(use.idOf('open'))} where ${change(use, 'name')} = 'rename'`,
        rows(['2', 'true']),
      ),
    ),
    ...batches(use, '1', null),
    maintenance(
      run(
        stmt`select count(*)::text from ${qualified(use.idOf('changes'))} where ${change(use, 'description')} = 'told'`,
        rows(['3']),
      ),
    ),
  ),
  proof(
    use,
    'endless',
    sql`A backfill that could never end is refused at its first batch, and leaves no trace.`,
    [use.idOf('batch')],
    started(use, 'rename'),
    fills(use, 'something else'),
    entering(use, 'backfill'),
    maintenance(run(stmt`select ${qualified(use.idOf('batch'))}('rename', 'describe')`, refused('22023'))),
    maintenance(
      run(
        stmt`select count(*)::text from ${qualified(use.idOf('changes'))} where ${change(use, 'description')} is not null`,
        rows(['0']),
      ),
    ),
  ),
  proof(
    use,
    'abandoned',
    sql`A change can be given up until its contract begins, and stays in the journal.`,
    [use.idOf('phases')],
    started(use, 'rename', 'other'),
    entering(use, 'abandoned', { anything: true }, 'other'),
    entering(use, 'backfill'),
    entering(use, 'contract'),
    entering(use, 'abandoned', refused('55000')),
    maintenance(run(stmt`delete from ${qualified(use.idOf('changes'))}`, refused('23001'))),
  ),
  ...waitProof(use),
  proof(
    use,
    'closed',
    sql`Programs neither see nor steer changes of the schema.`,
    [],
    app(run(stmt`select count(*) from ${qualified(use.idOf('changes'))}`, refused('42501'))),
    app(run(stmt`select ${qualified(use.idOf('start'))}('mischief')`, refused('42501'))),
    owner(run(stmt`select count(*)::text from ${qualified(use.idOf('changes'))}`, rows(['0']))),
  ),
]
