import { err, ok, type Result } from '../../base/index.ts'

/** One node of a query plan. Costs are the planner's units, times milliseconds. */
export interface PlanNode {
  /** Such as `Index Scan`. */
  readonly type: string
  /** What the node is about: `using orders_pkey on public.orders o`; '' where it has no subject. */
  readonly subject: string
  readonly relation?: string
  readonly index?: string
  /** Its place under its parent, such as `Outer`, `Inner` or `InitPlan`. */
  readonly relationship?: string
  readonly startupCost: number
  readonly totalCost: number
  readonly rows: number
  /** Only of an executed plan; rows and time are per loop. */
  readonly actual?: { readonly rows: number; readonly loops: number; readonly ms?: number }
  /** Conditions, filters, sort keys and the like, as PostgreSQL words them. */
  readonly details: readonly { readonly name: string; readonly text: string }[]
  readonly children: readonly PlanNode[]
}
export interface Plan {
  readonly root: PlanNode
  readonly planningMs?: number
  readonly executionMs?: number
}

type Json = Readonly<Record<string, unknown>>
const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v)
const numberOf = (v: unknown): number | undefined => (typeof v === 'number' ? v : undefined)
const textOf = (v: unknown): string | undefined => (typeof v === 'string' ? v : undefined)

/** Deeper plans than this are not drawn. */
const deepest = 500

/** Members that have a place of their own or say nothing to a reader. */
const placed = new Set([
  'Node Type',
  'Relation Name',
  'Schema',
  'Alias',
  'Index Name',
  'Parent Relationship',
  'Startup Cost',
  'Total Cost',
  'Plan Rows',
  'Plan Width',
  'Actual Rows',
  'Actual Loops',
  'Actual Startup Time',
  'Actual Total Time',
  'Plans',
  'Parallel Aware',
  'Async Capable',
  'Disabled',
])

const shown = (v: unknown): string =>
  Array.isArray(v) ? v.map(shown).join(', ') : isObject(v) ? JSON.stringify(v) : String(v)

const detailsOf = (o: Json): PlanNode['details'] =>
  Object.entries(o)
    .filter(([k, v]) => !placed.has(k) && v !== false && v !== 0)
    .map(([name, v]) => ({ name, text: shown(v) }))

const subjectOf = (o: Json): string => {
  const index = textOf(o['Index Name'])
  const relation = textOf(o['Relation Name'])
  const alias = textOf(o.Alias)
  const on = relation ?? textOf(o['CTE Name']) ?? textOf(o['Function Name'])
  return [
    ...(index ? [`using ${index}`] : []),
    ...(on ? [`on ${on}`] : []),
    ...(on && alias && alias !== on ? [alias] : []),
  ].join(' ')
}

const actualOf = (o: Json): Pick<PlanNode, 'actual'> => {
  const rows = numberOf(o['Actual Rows'])
  if (rows === undefined) return {}
  const ms = numberOf(o['Actual Total Time'])
  return { actual: { rows, loops: numberOf(o['Actual Loops']) ?? 1, ...(ms === undefined ? {} : { ms }) } }
}

const nodeOf = (v: unknown, depth: number): PlanNode | undefined => {
  const type = isObject(v) ? textOf(v['Node Type']) : undefined
  if (!isObject(v) || type === undefined || depth > deepest) return undefined
  const plans = Array.isArray(v.Plans) ? v.Plans : []
  const children = plans.flatMap((p) => nodeOf(p, depth + 1) ?? [])
  const [relation, index] = [textOf(v['Relation Name']), textOf(v['Index Name'])]
  const relationship = textOf(v['Parent Relationship'])
  return {
    type,
    subject: subjectOf(v),
    ...(relation === undefined ? {} : { relation }),
    ...(index === undefined ? {} : { index }),
    ...(relationship === undefined ? {} : { relationship }),
    startupCost: numberOf(v['Startup Cost']) ?? 0,
    totalCost: numberOf(v['Total Cost']) ?? 0,
    rows: numberOf(v['Plan Rows']) ?? 0,
    ...actualOf(v),
    details: detailsOf(v),
    children,
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The plan that EXPLAIN (FORMAT JSON) printed, as a tree. The error says what is wrong with the text. */
export const explainTree = (planJson: string): Result<Plan, string> => {
  const v = parsed(planJson)
  const first: unknown = Array.isArray(v) ? v[0] : undefined
  if (!isObject(first)) return err('This is no output of EXPLAIN (FORMAT JSON).')
  const root = nodeOf(first.Plan, 0)
  if (!root) return err('The output of EXPLAIN holds no plan.')
  const [planningMs, executionMs] = [numberOf(first['Planning Time']), numberOf(first['Execution Time'])]
  return ok({
    root,
    ...(planningMs === undefined ? {} : { planningMs }),
    ...(executionMs === undefined ? {} : { executionMs }),
  })
}
