import type { Random } from '../../base/index.ts'
import type { Registry } from '../../compile/index.ts'
import type { Design } from '../../design/index.ts'
import { arrange } from './layout.ts'
import { Sketch } from './sketch.ts'

const billing = (s: Sketch): Sketch =>
  s
    .table(
      'customers',
      'email citext! unique\nname text!\ncountry_code char(2)!\nvat_id text\nbalance_limit amount! = 0',
    )
    .check('customers', "country_code ~ '^[A-Z]{2}$'")
    .table(
      'payment_methods',
      'customer_id bigint! -> customers restrict\nkind method_kind!\nprovider_token text! unique\nlast4 char(4)\nexpires_on date\nis_default boolean! = false',
      { comment: 'Only the provider knows the card; here is its token' },
    )
    .check('payment_methods', "last4 ~ '^[0-9]{4}$'")
    .check('payment_methods', "kind <> 'card' or expires_on is not null", 'payment_methods_cards_expire')
    .index('payment_methods', ['customer_id'], { unique: true, where: 'is_default' })
    .table(
      'invoices',
      "number text! unique\ncustomer_id bigint! -> customers restrict\ncurrency currency_code! = 'EUR'\nissued_on date!\ndue_on date!\nnote text",
    )
    .check('invoices', 'due_on >= issued_on', 'invoices_due_after_issue')
    .index('invoices', ['customer_id', 'due_on'])
    .table(
      'invoice_lines',
      'invoice_id bigint! -> invoices cascade\nline smallint!\ndescription text!\nquantity numeric(10,3)! = 1\nunit_price amount!\ntax_rate numeric(4,3)! = 0.19\nnet numeric(14,2) := round(quantity * unit_price, 2)',
      { key: ['invoice_id', 'line'] },
    )
    .check('invoice_lines', 'quantity > 0')
    .check('invoice_lines', 'tax_rate >= 0 and tax_rate < 1')

const money = (s: Sketch): Sketch =>
  s
    .table(
      'payments',
      "idempotency_key uuid! unique\ninvoice_id bigint! -> invoices restrict\nmethod_id bigint! -> payment_methods restrict\namount amount!\ncurrency currency_code! = 'EUR'\nstatus text!\nprovider_ref text\nfailure text",
    )
    .check('payments', 'amount > 0')
    .index('payments', ['provider_ref'], { unique: true, where: 'provider_ref is not null' })
    .index('payments', ['invoice_id'])
    .index('payments', ['method_id'])
    .table(
      'refunds',
      'payment_id bigint! -> payments restrict\namount amount!\nreason refund_reason!\nrequested_at timestamptz! = now()\nsettled_at timestamptz',
    )
    .check('refunds', 'amount > 0')
    .check('refunds', 'settled_at >= requested_at', 'refunds_settle_after_request')
    .index('refunds', ['payment_id'])
    .table(
      'payouts',
      "bank_account text!\namount amount!\ncurrency currency_code! = 'EUR'\nperiod daterange!\npaid_on date",
    )
    .check('payouts', 'amount > 0')
    .exclude('payouts', 'bank_account =', 'currency =', 'period &&')
    .table(
      'provider_events',
      'event_id text! unique\nkind text!\npayload jsonb!\nreceived_at timestamptz! = now()\nprocessed_at timestamptz',
      {
        comment: 'What the provider told us, once each: a second delivery is refused by its id',
      },
    )
    .check('provider_events', "jsonb_typeof(payload) = 'object'")
    .index('provider_events', ['received_at'], { where: 'processed_at is null' })

const ledger = (s: Sketch): Sketch =>
  s
    .table(
      'ledger_accounts',
      "code text! unique\nname text!\nkind account_kind!\ncurrency currency_code! = 'EUR'\nis_open boolean! = true",
    )
    .check('ledger_accounts', "code ~ '^[0-9]{4}$'")
    .table('journal_entries', 'memo text!\nposted_at timestamptz! = now()', {
      comment: 'Booked because of a payment, a refund or a payout',
    })
    .index('journal_entries', ['posted_at'])
    .table(
      'postings',
      'entry_id bigint! -> journal_entries cascade\nline smallint!\naccount_id bigint! -> ledger_accounts restrict\nside posting_side!\namount amount!',
      { key: ['entry_id', 'line'] },
    )
    .check('postings', 'amount > 0')
    .index('postings', ['account_id'])

const patterns = (s: Sketch): Sketch =>
  s
    .on('exclusive-arc', 'journal_entries', {
      parents: ['payments', 'refunds', 'payouts'].map((t) => s.id(t)),
    })
    .on('state-machine', 'payments.status', {
      states: ['created', 'authorized', 'captured', 'failed', 'voided', 'refunded'],
      initial: 'created',
      terminal: ['failed', 'voided', 'refunded'],
      transitions: [
        { from: 'created', to: 'authorized' },
        { from: 'created', to: 'failed' },
        { from: 'authorized', to: 'captured' },
        { from: 'authorized', to: 'voided' },
        { from: 'authorized', to: 'failed' },
        { from: 'captured', to: 'refunded' },
      ],
      history: true,
    })
    .on('audit-columns', 'payments', { by: 'text' })
    .on('audit-columns', 'invoices')
    .on('soft-delete', 'customers')
    .on('history-table', 'payment_methods')
    .view(
      'account_balances',
      "select a.id as account_id, a.code, a.name, a.currency, coalesce(sum(case when p.side = 'debit' then p.amount else -p.amount end), 0) as balance from ledger_accounts a left join postings p on p.account_id = a.id group by a.id, a.code, a.name, a.currency",
      'Debits less credits, by account',
    )
    .view(
      'unbalanced_entries',
      "select p.entry_id, sum(case when p.side = 'debit' then p.amount else -p.amount end) as difference from postings p group by p.entry_id having sum(case when p.side = 'debit' then p.amount else -p.amount end) <> 0",
      'Journal entries whose debits and credits differ: there should be none',
    )
    .view(
      'open_invoices',
      "select i.id as invoice_id, i.number, i.customer_id, i.due_on, (select coalesce(sum(l.net * (1 + l.tax_rate)), 0) from invoice_lines l where l.invoice_id = i.id) as total, (select coalesce(sum(p.amount), 0) from payments p where p.invoice_id = i.id and p.status = 'captured') as paid from invoices i",
      'What each invoice amounts to and what has been captured for it',
    )

const queries = {
  'Overdue invoices':
    'select number, due_on, total, paid, total - paid as missing\nfrom open_invoices\nwhere due_on < current_date and paid < total\norder by due_on;',
  'Captured by day':
    "select date_trunc('day', created_at) as day, currency, sum(amount) as captured\nfrom payments\nwhere status = 'captured'\ngroup by 1, 2\norder by 1 desc;",
  'Trial balance': 'select code, name, balance, currency from account_balances order by code;',
  'Does the ledger balance?': 'select * from unbalanced_entries;',
}

/** Invoices, payments with their states, refunds, payouts, and the ledger that they are booked in. */
export const build = (random: Random, registry: Registry): Design => {
  const s = new Sketch('Payments and ledger', random, registry)
    .extension('citext')
    .extension('btree_gist')
    .enum('method_kind', 'card sepa transfer')
    .enum('refund_reason', 'duplicate returned goodwill fraud')
    .enum('account_kind', 'asset liability equity income expense')
    .enum('posting_side', 'debit credit')
    .domain('amount', 'numeric(12,2)', 'value >= 0')
    .domain('currency_code', 'char(3)', "value ~ '^[A-Z]{3}$'")
  patterns(ledger(money(billing(s)))).queries(queries)
  return arrange(s, {
    columns: [
      ['customers', 'payment_methods', 'payment_methods_history', 'live_customers'],
      ['invoices', 'invoice_lines', 'open_invoices', 'method_kind', 'amount', 'currency_code'],
      ['payments', 'payments_status_transitions', 'payments_status_changes', 'payments_status'],
      ['refunds', 'refund_reason', 'payouts', 'provider_events'],
      [
        'journal_entries',
        'postings',
        'ledger_accounts',
        'account_balances',
        'unbalanced_entries',
        'posting_side',
        'account_kind',
      ],
    ],
    areas: [
      { name: 'Billing', hue: 2, around: ['invoices', 'invoice_lines'] },
      { name: 'Ledger', hue: 5, around: ['journal_entries', 'postings', 'ledger_accounts'] },
    ],
    notes: [
      {
        column: 3,
        text: 'The status of a payment only moves along the drawn transitions, and each move is recorded. What a journal entry books is exactly one payment, refund or payout.',
      },
    ],
  }).design
}
