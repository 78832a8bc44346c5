import { details as accessAudit } from './access-audit/details.ts'
import { details as adjacencyList } from './adjacency-list/details.ts'
import { details as archiveTable } from './archive-table/details.ts'
import { details as associationTables } from './association-tables/details.ts'
import { details as auditColumns } from './audit-columns/details.ts'
import { details as auditLog } from './audit-log/details.ts'
import { details as bitemporal } from './bitemporal/details.ts'
import { details as blueGreenTable } from './blue-green-table/details.ts'
import { details as closureTable } from './closure-table/details.ts'
import { details as columnEncryption } from './column-encryption/details.ts'
import { details as compatView } from './compat-view/details.ts'
import { details as conflictResolution } from './conflict-resolution/details.ts'
import { details as dataResidency } from './data-residency/details.ts'
import { details as decisionRecord } from './decision-record/details.ts'
import { details as derivedColumn } from './derived-column/details.ts'
import { details as effectiveDating } from './effective-dating/details.ts'
import { details as enumOrLookup } from './enum-or-lookup/details.ts'
import { details as erasure } from './erasure/details.ts'
import { details as eventLog } from './event-log/details.ts'
import { details as eventStore } from './event-store/details.ts'
import { details as exclusiveArc } from './exclusive-arc/details.ts'
import { details as expandContract } from './expand-contract/details.ts'
import { details as fullTextSearch } from './full-text-search/details.ts'
import { details as historyTable } from './history-table/details.ts'
import { details as idempotencyKeys } from './idempotency-keys/details.ts'
import { details as indexPlan } from './index-plan/details.ts'
import { details as jsonbAttributes } from './jsonb-attributes/details.ts'
import { details as junction } from './junction/details.ts'
import { details as materializedPath } from './materialized-path/details.ts'
import { details as materializedView } from './materialized-view/details.ts'
import { details as money } from './money/details.ts'
import { details as nestedSets } from './nested-sets/details.ts'
import { details as observability } from './observability/details.ts'
import { details as outbox } from './outbox/details.ts'
import { details as partitionHash } from './partition-hash/details.ts'
import { details as partitionList } from './partition-list/details.ts'
import { details as partitionRange } from './partition-range/details.ts'
import { details as readModel } from './read-model/details.ts'
import { details as rowOwnership } from './row-ownership/details.ts'
import { details as rowVersion } from './row-version/details.ts'
import { details as sharding } from './sharding/details.ts'
import { details as softDelete } from './soft-delete/details.ts'
import { details as stateMachine } from './state-machine/details.ts'
import { details as subtypeTables } from './subtype-tables/details.ts'
import { details as surrogateKey } from './surrogate-key/details.ts'
import { details as tenancyDatabase } from './tenancy-database/details.ts'
import { details as tenancyRow } from './tenancy-row/details.ts'
import { details as tenancySchema } from './tenancy-schema/details.ts'
import { details as timeSeries } from './time-series/details.ts'
import { details as topology } from './topology/details.ts'
import { details as trackedColumns } from './tracked-columns/details.ts'
import { details as verticalSplit } from './vertical-split/details.ts'

/** The details of every pattern, by its name. */
export const book = new Map([
  ['column-encryption', columnEncryption] as const,
  ['subtype-tables', subtypeTables] as const,
  ['full-text-search', fullTextSearch] as const,
  ['jsonb-attributes', jsonbAttributes] as const,
  ['money', money] as const,
  ['enum-or-lookup', enumOrLookup] as const,
  ['surrogate-key', surrogateKey] as const,
  ['audit-columns', auditColumns] as const,
  ['row-version', rowVersion] as const,
  ['history-table', historyTable] as const,
  ['audit-log', auditLog] as const,
  ['event-log', eventLog] as const,
  ['event-store', eventStore] as const,
  ['archive-table', archiveTable] as const,
  ['soft-delete', softDelete] as const,
  ['tracked-columns', trackedColumns] as const,
  ['effective-dating', effectiveDating] as const,
  ['bitemporal', bitemporal] as const,
  ['exclusive-arc', exclusiveArc] as const,
  ['association-tables', associationTables] as const,
  ['junction', junction] as const,
  ['adjacency-list', adjacencyList] as const,
  ['closure-table', closureTable] as const,
  ['materialized-path', materializedPath] as const,
  ['nested-sets', nestedSets] as const,
  ['state-machine', stateMachine] as const,
  ['tenancy-row', tenancyRow] as const,
  ['tenancy-schema', tenancySchema] as const,
  ['tenancy-database', tenancyDatabase] as const,
  ['row-ownership', rowOwnership] as const,
  ['erasure', erasure] as const,
  ['access-audit', accessAudit] as const,
  ['idempotency-keys', idempotencyKeys] as const,
  ['outbox', outbox] as const,
  ['conflict-resolution', conflictResolution] as const,
  ['materialized-view', materializedView] as const,
  ['read-model', readModel] as const,
  ['partition-range', partitionRange] as const,
  ['partition-list', partitionList] as const,
  ['partition-hash', partitionHash] as const,
  ['data-residency', dataResidency] as const,
  ['derived-column', derivedColumn] as const,
  ['vertical-split', verticalSplit] as const,
  ['time-series', timeSeries] as const,
  ['compat-view', compatView] as const,
  ['sharding', sharding] as const,
  ['index-plan', indexPlan] as const,
  ['blue-green-table', blueGreenTable] as const,
  ['topology', topology] as const,
  ['observability', observability] as const,
  ['expand-contract', expandContract] as const,
  ['decision-record', decisionRecord] as const,
])
