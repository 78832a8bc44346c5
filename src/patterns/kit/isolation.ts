import type { Sql } from '../../catalog/index.ts'
import { sql } from '../../catalog/index.ts'
import { raise } from './sql.ts'

/**
 * Refuses at REPEATABLE READ, where a trigger does not see what others committed while it waited for a lock: what it
 * checks might not hold any more. READ COMMITTED reads anew, and SERIALIZABLE notices what others
 * do that are SERIALIZABLE too; of the rest it knows nothing.
 */
export const refuseRepeatableRead = (
  what: string,
): Sql => sql`if current_setting('transaction_isolation') = 'repeatable read' then
    ${raise('0A000', `${what} at REPEATABLE READ.`, 'Use READ COMMITTED, or SERIALIZABLE wherever these rows are written.')}
  end if;`
