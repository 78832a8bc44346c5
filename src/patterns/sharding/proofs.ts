import type { Id } from '../../base/index.ts'
import { literal, name, type Obj, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Made, Proof, ProofStep, Transaction } from '../../compile/api.ts'
import { app, maintenance, owner, proof, refused, rows, run, stmt } from '../kit/index.ts'
import type { U } from './plan.ts'

/** What was made for the look is taken back: the transaction ends in an error. */
const lookedAt = (...steps: readonly ProofStep[]): Transaction =>
  owner(...steps, run(stmt`select 1 / 0`, refused('22012')))

const citus = (use: U, plan: Obj<'table'>): readonly Proof[] => {
  const violations = use.idOf<'view'>('violations')
  const schema = plan.schema
  const scratch = (t: string): Sql => sql`${name(schema)}.${t}`
  const planned = (t: string, kind: string, by: string): ProofStep =>
    run(
      stmt`insert into ${qualified(plan.id)} values (quote_ident(${literal(schema)}) || '.${t}', '${kind}', ${by}, null)`,
    )
  const found = (t: string, ...problems: readonly string[]): ProofStep =>
    run(
      stmt`select problem from ${qualified(violations)} where relation = to_regclass(quote_ident(${literal(schema)}) || '.${t}')`,
      rows(...problems.map((p) => [p])),
    )
  return [
    proof(
      use,
      'clean',
      sql`The tables as they are keep to what Citus asks of the plan.`,
      [violations],
      owner(run(stmt`select count(*) from ${qualified(violations)}`, rows(['0']))),
    ),
    proof(
      use,
      'keys',
      sql`A unique key without the shard key is found before it is deployed.`,
      [violations],
      lookedAt(
        run(
          stmt`create table ${scratch('shard_scratch')} (id integer primary key, owner_id integer not null)`,
        ),
        planned('shard_scratch', 'distributed', "'owner_id'"),
        found('shard_scratch', 'a unique key does not hold the shard key'),
      ),
    ),
    proof(
      use,
      'references',
      sql`A reference that leads to another server is found before it is deployed.`,
      [violations],
      lookedAt(
        run(stmt`create table ${scratch('shard_scratch')} (id integer primary key)`),
        run(
          stmt`create table ${scratch('shard_child')} (id integer primary key, up integer references ${scratch('shard_scratch')})`,
        ),
        planned('shard_scratch', 'distributed', "'id'"),
        planned('shard_child', 'reference', 'null'),
        found('shard_child', 'a reference does not carry the shard key, or leads to another group'),
      ),
    ),
  ]
}

const map = (use: U, made: Made): readonly Proof[] => {
  const q = (role: string) => qualified(use.idOf(role) as Id)
  const n = (role: string) => name(use.idOf<'column'>(role))
  const { shards } = use.options
  const servers = (...names: readonly string[]): Transaction =>
    maintenance(...names.map((s) => run(stmt`select ${q('add_node')}('${s}', '${s}.internal')`)))
  const rebalance = (expected: number): Transaction =>
    maintenance(run(stmt`select ${q('rebalance')}()::text`, rows([String(expected)])))
  const spread = (step: string): Transaction =>
    app(
      run(
        stmt`select (max(c) - min(c) <= 1)::text, sum(c)::text from (
          select count(m.${n('map:shard')}) as c from ${q('nodes')} s
          left join ${q('map')} m on m.${n('map:node')} = s.${n('nodes:id')} group by s.${n('nodes:id')}) x`,
        rows([step, String(shards)]),
      ),
    )
  const third = Math.floor(shards / 3)
  const finish = maintenance(
    run(
      stmt`select count(*)::text from ${q('moves')} v where ${q('finish')}(v.${n('moves:id')})`,
      rows([String(third)]),
    ),
  )
  return [
    proof(
      use,
      'stable',
      sql`Every key has a logical shard, always the same, and keys spread over all of them.`,
      [use.idOf('shard_of')],
      app(
        run(
          stmt`select (min(s) >= 0 and max(s) < ${shards})::text, (count(distinct s) > ${Math.floor(shards / 2)})::text
          from (select ${q('shard_of')}(k::text) as s from generate_series(1, ${20 * shards}) k) x`,
          rows(['true', 'true']),
        ),
        run(stmt`select ${q('shard_of')}('customer 7')::text`, rows([String(sevenIn(shards))])),
      ),
    ),
    proof(
      use,
      'even',
      sql`Shards are placed evenly, and every key finds its server.`,
      [use.idOf('rebalance'), use.idOf('host_of')],
      servers('one', 'two'),
      rebalance(0),
      spread('true'),
      app(
        run(
          stmt`select count(*)::text from generate_series(1, 50) k where ${q('host_of')}(k::text) is null`,
          rows(['0']),
        ),
      ),
    ),
    proof(
      use,
      'grow',
      sql`A new server takes its share by the fewest moves, and answers only once they are finished.`,
      [use.idOf('rebalance'), use.idOf('finish')],
      servers('one', 'two'),
      rebalance(0),
      servers('three'),
      rebalance(third),
      rebalance(0),
      app(
        run(
          stmt`select count(distinct ${n('map:node')})::text from ${q('map')}`,
          rows([shards > 1 ? '2' : '1']),
        ),
      ),
      finish,
      spread('true'),
    ),
    ...(third === 0
      ? []
      : [
          proof(
            use,
            'both',
            sql`While a shard is on its way its writes go to both servers; a move that is given up leaves it where it was.`,
            [use.idOf('write_hosts'), use.idOf('cancel')],
            servers('one', 'two'),
            rebalance(0),
            servers('three'),
            rebalance(third),
            app(run(twice(q, n), rows(['true']))),
            maintenance(
              run(
                stmt`select count(*)::text from ${q('moves')} v where ${q('cancel')}(v.${n('moves:id')})`,
                rows([String(third)]),
              ),
            ),
            app(
              run(
                stmt`select count(*)::text from generate_series(1, 50) k
                where (select count(*) from ${q('write_hosts')}(k::text)) <> 1`,
                rows(['0']),
              ),
            ),
          ),
        ]),
    ...(made.traits.appRole === undefined
      ? []
      : [
          proof(
            use,
            'closed',
            sql`The application reads the map and cannot change it.`,
            [],
            app(run(stmt`delete from ${q('map')}`, refused('42501'))),
          ),
        ]),
  ]
}

type Ref = (role: string) => ReturnType<typeof qualified>

/** Keys of shards that move, and only they, have two servers to write to. */
const twice = (q: Ref, n: Ref) =>
  stmt`select bool_and((select count(*) from ${q('write_hosts')}(k::text)) = case when exists (
      select 1 from ${q('moves')} v where v.${n('moves:shard')} = ${q('shard_of')}(k::text) and v.${n('moves:done')} is null
    ) then 2 else 1 end)::text from generate_series(1, 200) k`

/** The first 32 bits of md5('customer 7'): the same in every language. */
const sevenIn = (shards: number): number => 0x700a2a33 % shards

export const proofs = (use: U, made: Made): readonly Proof[] => {
  if (use.options.kind === 'map') return made.catalog.has(use.idOf('map')) ? map(use, made) : []
  const plan = made.catalog.get(use.idOf('plan'))
  return plan?.kind === 'table' ? citus(use, plan) : []
}
