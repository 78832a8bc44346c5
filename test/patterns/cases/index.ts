import { accessAudit } from './access-audit.ts'
import { adjacencyList } from './adjacency-list.ts'
import { archiveTable } from './archive-table.ts'
import { associationTables } from './association-tables.ts'
import { auditColumns } from './audit-columns.ts'
import { auditLog } from './audit-log.ts'
import { bitemporal } from './bitemporal.ts'
import { blueGreenTable } from './blue-green-table.ts'
import { closureTable } from './closure-table.ts'
import { columnEncryption } from './column-encryption.ts'
import { compatView } from './compat-view.ts'
import { conflictResolution } from './conflict-resolution.ts'
import { dataResidency } from './data-residency.ts'
import { decisionRecord } from './decision-record.ts'
import { derivedColumn } from './derived-column.ts'
import { effectiveDating } from './effective-dating.ts'
import { enumOrLookup } from './enum-or-lookup.ts'
import { erasure } from './erasure.ts'
import { eventLog } from './event-log.ts'
import { eventStore } from './event-store.ts'
import { exclusiveArc } from './exclusive-arc.ts'
import { expandContract } from './expand-contract.ts'
import { fullTextSearch } from './full-text-search.ts'
import { historyTable } from './history-table.ts'
import { idempotencyKeys } from './idempotency-keys.ts'
import { indexPlan } from './index-plan.ts'
import { jsonbAttributes } from './jsonb-attributes.ts'
import { junction } from './junction.ts'
import { materializedPath } from './materialized-path.ts'
import { materializedView } from './materialized-view.ts'
import { money } from './money.ts'
import { nestedSets } from './nested-sets.ts'
import { observability } from './observability.ts'
import { outbox } from './outbox.ts'
import { partitionHash } from './partition-hash.ts'
import { partitionList } from './partition-list.ts'
import { partitionRange } from './partition-range.ts'
import { readModel } from './read-model.ts'
import { rowOwnership } from './row-ownership.ts'
import { rowVersion } from './row-version.ts'
import { sharding } from './sharding.ts'
import { softDelete } from './soft-delete.ts'
import { stateMachine } from './state-machine.ts'
import { subtypeTables } from './subtype-tables.ts'
import { surrogateKey } from './surrogate-key.ts'
import { tenancyDatabase } from './tenancy-database.ts'
import { tenancyRow } from './tenancy-row.ts'
import { tenancySchema } from './tenancy-schema.ts'
import { timeSeries } from './time-series.ts'
import { topology } from './topology.ts'
import { trackedColumns } from './tracked-columns.ts'
import type { Case } from './types.ts'
import { verticalSplit } from './vertical-split.ts'

/** Every pattern of the catalogue, by its name. */
export const cases: Readonly<Record<string, Case>> = {
  'column-encryption': columnEncryption,
  'conflict-resolution': conflictResolution,
  'decision-record': decisionRecord,
  'expand-contract': expandContract,
  'row-ownership': rowOwnership,
  'subtype-tables': subtypeTables,
  'full-text-search': fullTextSearch,
  'blue-green-table': blueGreenTable,
  'event-log': eventLog,
  'jsonb-attributes': jsonbAttributes,
  'archive-table': archiveTable,
  'compat-view': compatView,
  money: money,
  'enum-or-lookup': enumOrLookup,
  'audit-log': auditLog,
  'closure-table': closureTable,
  'idempotency-keys': idempotencyKeys,
  'materialized-path': materializedPath,
  'nested-sets': nestedSets,
  'surrogate-key': surrogateKey,
  'adjacency-list': adjacencyList,
  'association-tables': associationTables,
  'audit-columns': auditColumns,
  bitemporal,
  'effective-dating': effectiveDating,
  'event-store': eventStore,
  'exclusive-arc': exclusiveArc,
  'history-table': historyTable,
  outbox: outbox,
  'row-version': rowVersion,
  'soft-delete': softDelete,
  'state-machine': stateMachine,
  'tenancy-row': tenancyRow,
  'tenancy-schema': tenancySchema,
  'tenancy-database': tenancyDatabase,
  erasure,
  'access-audit': accessAudit,
  'materialized-view': materializedView,
  'partition-range': partitionRange,
  'partition-list': partitionList,
  'partition-hash': partitionHash,
  'data-residency': dataResidency,
  'derived-column': derivedColumn,
  'tracked-columns': trackedColumns,
  'vertical-split': verticalSplit,
  'time-series': timeSeries,
  junction,
  'read-model': readModel,
  'index-plan': indexPlan,
  observability,
  topology,
  sharding,
}
