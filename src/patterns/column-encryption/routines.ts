import { builtIn, type DataType, isUserType, name, qualified, type Sql, sql } from '../../catalog/index.ts'
import type { Claim, Facts } from '../../compile/api.ts'
import { onRow, param, pinnedType, raise, routineOf, typeSql } from '../kit/index.ts'
import { crypto, plainType, reading, type U } from './sealed.ts'

/** What is read is as long as what was written: the cipher has no limit, and a cast to one would cut without a word. */
const readType = (facts: Facts, use: U): DataType => {
  const plain = plainType(facts, use)
  if (isUserType(plain)) return plain
  const { mods: _limit, ...rest } = plain
  return plain.base === 'char' ? { ...rest, base: 'text' } : rest
}

const isBytes = (type: DataType): boolean => !isUserType(type) && type.base === 'bytea' && !type.dims

const needKey = (variable: string, setting: string): Sql => sql`if ${variable} is null then
    ${raise('55000', 'The key is not set in this session.', `Set ${setting} first.`)}
  end if;`

/**
 * Encrypts what arrives in plain, before any other trigger sees it. A message of OpenPGP stays: its first bytes are no
 * text in UTF-8, so what was encrypted before (a restored row) is told from what was not.
 */
export const seal = (facts: Facts, use: U): Claim<'rows'> => {
  const c = name(use.column)
  const blind = facts.object('column', use.idOf('blind'))
  const { key, blindKey } = use.options
  const set = (value: Sql): Sql => (blind ? sql`\n    new.${name(blind.id)} := ${value};` : sql``)
  return {
    claim: 'trigger',
    role: 'seal',
    rank: 4,
    table: use.table,
    timing: 'before',
    events: ['insert', 'update'],
    body: sql`
declare
  secret text := ${reading(key)};${blind ? sql`\n  blind_secret text := ${reading(blindKey)};` : ''}
  plain bytea;
begin
  if new.${c} is null then${set(sql`null`)}
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if new.${c} is not distinct from old.${c} then${set(sql`old.${blind ? name(blind.id) : ''}`)}
      return new;
    end if;
  end if;
  ${needKey('secret', key)}
  if substring(new.${c} from 1 for 3) = '\\xc30d04'::bytea then
    plain := ${crypto(facts, 'pgp_sym_decrypt_bytea')}(new.${c}, secret);
  else
    plain := new.${c};
    new.${c} := ${crypto(facts, 'pgp_sym_encrypt_bytea')}(plain, secret, 'cipher-algo=aes256${use.options.stretch ? '' : ', s2k-count=1024'}');
  end if;${
    blind
      ? sql`
  ${needKey('blind_secret', blindKey)}
  new.${name(blind.id)} := ${crypto(facts, 'hmac')}(plain, convert_to(blind_secret, 'UTF8'), 'sha256');`
      : ''
  }
  return new;
end
`,
    comment: 'Encrypts the value before it is stored.',
  }
}

export const decrypt = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('decrypt')
  const type = readType(facts, use)
  const opened = sql`${crypto(facts, 'pgp_sym_decrypt_bytea')}(stored, secret)`
  return {
    ...routineOf(facts, use, 'decrypt'),
    name: sql`${name(use.table)}_${name(use.column)}_plain`,
    params: [param(id, 'stored', builtIn('bytea'))],
    returns: typeSql(facts, type),
    language: 'plpgsql',
    volatility: 'stable',
    strict: true,
    closed: true,
    body: sql`
declare
  secret text := ${reading(use.options.key)};
begin
  ${needKey('secret', use.options.key)}
  return ${isBytes(type) ? opened : sql`convert_from(${opened}, 'UTF8')::${pinnedType(facts, type)}`};
end
`,
    comment: `The stored value in plain text, for ${use.options.reader} and sessions that have the key.`,
  }
}

export const find = (facts: Facts, use: U): Claim<'rows'> => {
  const id = use.idOf<'routine'>('find')
  const alive = facts.alive(use.table)
  const { blindKey } = use.options
  const type = readType(facts, use)
  return {
    ...routineOf(facts, use, 'find'),
    name: sql`find_${name(use.table)}_by_${name(use.column)}`,
    params: [param(id, 'wanted', type)],
    returns: sql`setof ${qualified(use.table)}`,
    language: 'plpgsql',
    volatility: 'stable',
    body: sql`
declare
  blind_secret text := ${reading(blindKey)};
begin
  ${needKey('blind_secret', blindKey)}
  return query
  select r.* from ${qualified(use.table)} r
  where r.${name(use.idOf('blind'))} = ${crypto(facts, 'hmac')}(${isBytes(type) ? 'wanted' : "convert_to(wanted::text, 'UTF8')"}, convert_to(blind_secret, 'UTF8'), 'sha256')${alive ? sql` and ${onRow('r', alive)}` : ''};
end
`,
    comment: 'Rows with just this value, found without decrypting any.',
  }
}
