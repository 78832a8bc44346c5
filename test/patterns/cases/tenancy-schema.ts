import type { Case } from './types.ts'

export const tenancySchema: Case = {
  at: 'design',
  byHand: {
    sql: `create schema tenancy;
      create table tenancy.tenants (tenant_id uuid primary key, tenant_name varchar(255) not null, subdomain varchar(63) unique not null, schema_name varchar(63) unique not null);
      create function tenancy.create_tenant_schema(p_tenant uuid, p_schema text) returns void language plpgsql as $$ begin execute format('create schema %I', p_schema); execute format('create table %I.users (id uuid primary key)', p_schema); end $$;`,
    options: { management: 'tenancy', type: 'uuid' },
  },
  naive: {
    'tenancy-schema/shared-references': {
      setup: [
        'create table users (id int primary key)',
        'create table audits (user_id int references users)',
        'create schema acme',
        'create table acme.users (like users including all)',
        'insert into acme.users values (1)',
      ],
      then: { refused: 'insert into audits select id from acme.users', state: '23503' },
    },
  },
}
