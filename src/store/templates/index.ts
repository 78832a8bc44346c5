import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import { loadPatterns, registry } from '../registry.ts'
import type { TemplateSummary } from '../types.ts'

type Build = (random: Random, registry: Registry) => Design

type Named = Omit<TemplateSummary, 'badges'>
interface Template extends Named {
  readonly load: () => Promise<{ readonly build: Build }>
}

const all: readonly Template[] = [
  {
    id: 'orders',
    name: 'Orders, multi-tenant',
    summary: 'Customers, products, stock and orders of many organizations, kept apart row by row.',
    tables: 11,
    patterns: ['tenancy-row', 'soft-delete', 'history-table', 'audit-columns', 'state-machine'],
    load: () => import('./orders.ts'),
  },
  {
    id: 'employees',
    name: 'Employees and salaries',
    summary: 'Who worked where, for whom and for how much, on any day.',
    tables: 9,
    patterns: ['audit-columns', 'soft-delete', 'history-table', 'state-machine'],
    load: () => import('./employees.ts'),
  },
  {
    id: 'community',
    name: 'Community with comments',
    summary: 'Posts, photos and events that share one table of comments.',
    tables: 10,
    patterns: ['exclusive-arc', 'audit-columns', 'soft-delete', 'history-table', 'state-machine'],
    load: () => import('./community.ts'),
  },
  {
    id: 'payments',
    name: 'Payments and ledger',
    summary: 'Invoices, payments with their states, refunds, payouts, and double-entry books.',
    tables: 11,
    patterns: ['exclusive-arc', 'state-machine', 'audit-columns', 'soft-delete', 'history-table'],
    load: () => import('./payments.ts'),
  },
]

/** The patterns' titles, which the start screen shows before any pattern is loaded. */
const titles: Readonly<Record<string, string>> = {
  'audit-columns': 'Audit columns',
  'exclusive-arc': 'Exclusive arc',
  'history-table': 'History table',
  'soft-delete': 'Soft delete',
  'state-machine': 'State machine',
  'tenancy-row': 'Row-level tenancy',
}

/** What the start screen offers. */
export const templates: readonly TemplateSummary[] = all.map(({ load: _load, ...summary }) => ({
  ...summary,
  badges: summary.patterns.map((p) => titles[p] ?? p),
}))

/** A new design from a template; undefined where there is none of that id. */
export const templateDesign = async (id: string, random: Random): Promise<Design | undefined> => {
  const template = all.find((t) => t.id === id)
  if (!template) return undefined
  const [{ build }] = await Promise.all([template.load(), loadPatterns(template.patterns)])
  return build(random, registry)
}
