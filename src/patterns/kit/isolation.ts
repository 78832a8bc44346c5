import type { Sql } from '../../catalog/index.ts'
import { sql } from '../../catalog/index.ts'
import { raise } from './sql.ts'

/**
 * Refuses at REPEATABLE READ, where a trigger does not see what others committed while it waited for a lock: what it
 * checks might not hold any more. READ COMMITTED reads anew, and SERIALIZABLE notices.
 */
export const refuseRepeatableRead = (
  what: string,
): Sql => sql`if current_setting('transaction_isolation') = 'repeatable read' then
    ${raise('0A000', `${what} at REPEATABLE READ.`, 'Use READ COMMITTED or SERIALIZABLE.')}
  end if;`
