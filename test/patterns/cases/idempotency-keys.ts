import type { Case } from './types.ts'

export const idempotencyKeys: Case = {
  at: 'design',
  options: (s, site) => ({ about: s.id(site) }),
  byHand: {
    sql: `create table api_idempotency (idempotency_key text not null, endpoint text not null, request_hash text, response_body jsonb, created_at timestamptz default now(), unique (endpoint, idempotency_key));`,
    options: { name: 'api_idempotency' },
  },
}
