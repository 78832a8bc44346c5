import type { Id } from '../../base/index.ts'
import { type Catalog, quoteLiteral } from '../../catalog/index.ts'
import { dollarQuote, quoteIdent } from '../../sql/index.ts'
import type { Script, ScriptExpect, ScriptTransaction } from '../types.ts'
import { assertion, description, runner } from './expected.ts'
import { prelude } from './prelude.ts'
import { resetsOf } from './reset.ts'

export interface TestFile {
  readonly path: string
  readonly text: string
}

const settingName = (name: string): string => name.split('.').map(quoteIdent).join('.')

const call = (statement: string, expect: ScriptExpect, variable: string): string => {
  const run = runner(expect)
  const silent = /^\s*(insert|update|delete)\b/i.test(statement) && !/\breturning\b/i.test(statement)
  if (!run && silent) return `${statement};`
  return `select pg_temp.${run ?? 'done'}(${dollarQuote(statement, 'run')}) as ${variable} \\gset`
}

const refuses = (e: ScriptExpect | undefined): boolean => e !== undefined && 'refused' in e

interface Part {
  readonly text: string
  readonly tests: number
}

/** A committed transaction with the assertions after it: the session's user asserts, whoever acted. */
const transactionPart = (tx: ScriptTransaction, what: string): Part => {
  const steps = tx.statements.map((s, i) => ({ ...s, variable: `got_${i + 1}` }))
  // Deferred constraints are checked where COMMIT would check them, so that their refusal can be caught.
  const commit = tx.commit
    ? [{ sql: 'set constraints all immediate', expect: tx.commit, variable: 'got_commit' }]
    : []
  const all = [...steps, ...commit]
  const tests = all.flatMap((s) => assertion(s.expect, s.variable, what) ?? [])
  const undone = all.some((s) => refuses(s.expect))
  const lines = [
    'begin;',
    ...(tx.role === undefined ? [] : [`set local role ${quoteIdent(tx.role)};`]),
    ...Object.entries(tx.settings).map(([k, v]) => `set local ${settingName(k)} = ${quoteLiteral(v)};`),
    ...all.map((s) => call(s.sql, s.expect, s.variable)),
    undone ? 'rollback;' : 'commit;',
    ...tests,
  ]
  return { text: lines.join('\n'), tests: tests.length }
}

const scriptPart = (script: Script): Part => {
  if (script.beyond) {
    const why = `${description(script.promise)} The application only reads ${script.beyond.name}.`
    return { text: `select skip(${quoteLiteral(why)}, 1);`, tests: 1 }
  }
  const parts = script.transactions.map((tx) => transactionPart(tx, script.promise))
  const tests = parts.reduce((n, p) => n + p.tests, 0)
  const text = [`-- ${description(script.promise)}`, ...parts.map((p) => p.text)]
  // A promise that asserts nothing by itself holds when everything it does was accepted.
  if (tests === 0) text.push(`select pass(${quoteLiteral(description(script.promise))});`)
  return { text: text.join('\n\n'), tests: Math.max(1, tests) }
}

const fileText = (
  scripts: readonly Script[],
  catalog: Catalog,
  reset: ReturnType<typeof resetsOf>,
): string => {
  const parts = scripts.map(scriptPart)
  const plan = parts.reduce((n, p) => n + p.tests, 0)
  const head = `-- Run as a superuser in a scratch database that holds the schema: pg_prove -d scratch tests/*.sql
-- The tests commit. Before each promise every table has only the rows that the schema was made with, or none where the
-- promise counts its own.`
  const body = parts.flatMap((p, i) => [reset(scripts[i]?.without ?? []), p.text])
  return `${[head, prelude(catalog), `select plan(${plan});`, ...body, reset([]), 'select * from finish();'].join('\n\n')}\n`
}

const slug = (s: string): string => s.replace(/[^A-Za-z0-9-]+/g, '_').replace(/^_+|_+$/g, '') || 'use'

/**
 * The scripts as pgTAP files, one a pattern use, in order. `title` names a use in its file's name, such as
 * `soft-delete_orders`.
 */
export const toPgTap = (
  scripts: readonly Script[],
  catalog: Catalog,
  title: (use: Id) => string = (use) => use,
): readonly TestFile[] => {
  const uses = [...new Set(scripts.map((s) => s.proof.use))]
  const reset = resetsOf(catalog)
  return uses.map((use, i) => ({
    path: `tests/${String(i + 1).padStart(2, '0')}_${slug(title(use))}.sql`,
    text: fileText(
      scripts.filter((s) => s.proof.use === use),
      catalog,
      reset,
    ),
  }))
}
