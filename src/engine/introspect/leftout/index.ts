import { quoteLiteral } from '../../../catalog/index.ts'
import type { LeftOut } from '../../types.ts'
import { type Ask, readRows } from '../read.ts'
import { objectRules } from './objects.ts'
import { partRules } from './parts.ts'
import { rightRules } from './rights.ts'
import type { Rule } from './rule.ts'
import { traitRules } from './traits.ts'

const rules: readonly Rule[] = [...objectRules, ...partRules, ...traitRules, ...rightRules]

const query = rules
  .map(
    (r) =>
      `select ${quoteLiteral(r.kind)}::text as kind, q.name::text as name, ${quoteLiteral(r.why)}::text as why from (${r.query}) q`,
  )
  .join('\nunion all\n')

/** All that the database holds beside the catalog: whatever the readers pass over has a rule here that names it. */
export const readLeftOut = (ask: Ask): Promise<readonly LeftOut[]> =>
  readRows<LeftOut>(ask, `${query} order by kind, name, why`)
