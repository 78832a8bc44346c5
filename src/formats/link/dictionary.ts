import { endOfText } from './writer.ts'

/**
 * Words that designs use, each ended by `|`, for which stands the byte that ends a text in a link. Links refer
 * to them by the distance from the end: words may be put before the first, nothing else may change.
 */
const words = [
  'access-audit|adjacency-list|archive-table|association-tables|audit-log|blue-green-table|',
  'closure-table|column-encryption|compat-view|conflict-resolution|data-residency|decision-record|',
  'derived-column|effective-dating|enum-or-lookup|event-log|event-store|expand-contract|',
  'full-text-search|idempotency-keys|index-plan|jsonb-attributes|materialized-path|',
  'materialized-view|nested-sets|outbox|partition-hash|partition-list|partition-range|read-model|',
  'row-ownership|row-version|subtype-tables|surrogate-key|tenancy-database|tenancy-schema|',
  'time-series|tracked-columns|vertical-split|select | from | where | join | on | order by |',
  ' group by | is not null| is null| > 0| >= 0| < | <= | <> | and | or | not | in (|length(|lower(|',
  "coalesce(|current_date|current_timestamp|clock_timestamp()|'{}'::jsonb|'[]'::jsonb|'active'|",
  "'draft'|'pending'|''|1|0|true|false|uuidv7()|gen_random_uuid()|now()|begin\n  |return new;\nend|",
  'plpgsql|returns |trigger|insert|update|delete|select|gin|gist|btree|&&|=|{"by":"text"}|',
  'tenancy-row|exclusive-arc|state-machine|history-table|soft-delete|audit-columns|smallint|real|',
  'double precision|bytea|time|interval|json|char|inet|cidr|bit|xml|tsvector|tsquery|point|',
  'int4range|int8range|numrange|daterange|tsrange|tstzrange|citext|ltree|varchar|numeric|date|',
  'jsonb|bigint|integer|boolean|timestamptz|uuid|text|organizations|departments|employees|salaries|',
  'titles|accounts|transactions|ledger_entries|tenants|teams|members|memberships|roles|permissions|',
  'sessions|tokens|users|profiles|addresses|countries|currencies|languages|categories|tags|',
  'products|product_variants|prices|inventory|warehouses|suppliers|purchase_orders|carts|',
  'cart_items|customers|orders|order_items|order_lines|invoices|invoice_lines|payments|',
  'payment_methods|refunds|shipments|coupons|discounts|subscriptions|plans|projects|tasks|',
  'milestones|tickets|messages|conversations|notifications|posts|comments|photos|likes|follows|',
  'events|attendees|venues|bookings|reservations|rooms|courses|lessons|enrollments|students|',
  'teachers|grades|patients|appointments|documents|files|attachments|folders|settings|jobs|',
  'webhooks|api_keys|audit_log|reviews|first_name|last_name|full_name|display_name|username|',
  'password_hash|email|phone|website|url|logo_url|avatar_url|image_url|line1|line2|street|city|',
  'region|state|postal_code|country|country_code|latitude|longitude|timezone|locale|language|',
  'currency|amount|balance|subtotal|tax|discount|total|total_amount|unit_price|price|cost|quantity|',
  'weight|width|height|capacity|rating|score|stars|percent|min_value|max_value|position|sort_order|',
  'priority|level|version|code|sku|barcode|slug|number|reference|external_id|provider|token|key|',
  'value|label|kind|type|category|color|size|content|body|headline|subject|summary|notes|reason|',
  'comment|metadata|attributes|payload|attachments|starts_at|ends_at|start_date|end_date|',
  'valid_from|valid_until|expires_at|due_at|due_date|published_at|sent_at|paid_at|shipped_at|',
  'delivered_at|closed_at|completed_at|cancelled_at|approved_at|approved_by|verified_at|',
  'last_seen_at|is_active|is_default|active|enabled|published|archived|deleted_at|deleted_by|',
  'created_by|updated_by|created_at|updated_at|tenant_id|organization_id|account_id|user_id|',
  'author_id|owner_id|parent_id|customer_id|employee_id|manager_id|product_id|order_id|project_id|',
  'category_id|status|title|description|name|id|public|app.current_user|app.current_tenant|',
  'app_user|app_maintenance|',
]

export const dictionary: Uint8Array = Uint8Array.from(words.join(''), (c) =>
  c === '|' ? endOfText : c.charCodeAt(0),
)
