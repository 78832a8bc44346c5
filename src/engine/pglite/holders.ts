import type { Link } from './link.ts'

/** Up to this size a table is emptied by DELETE: TRUNCATE gives it and each of its indexes a new file. */
const smallBytes = 64 * 1024

const foreign = `relnamespace in (select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')`
const members = `select objid from pg_depend where classid = 'pg_class'::regclass and deptype = 'e'`
/** Rules, and triggers that fire whoever writes, would see rows go one by one. */
const watched = `c.relhasrules or exists (select from pg_trigger where tgrelid = c.oid and tgenabled in ('A', 'R'))`

/** Everything in the database that can hold rows or count, and how to empty it. */
const holders = `
select c.oid, relkind, c.oid::regclass::text, ${watched} from pg_class c
  where relkind in ('r', 'm') and ${foreign} and c.oid not in (${members})
union all
select c.oid, relkind, format('setval(%L, %s, false)', c.oid::regclass, seqstart), false
  from pg_class c join pg_sequence on seqrelid = c.oid where ${foreign}
`

interface Holder {
  readonly oid: string
  readonly kind: 'r' | 'm' | 'S'
  /** The name, or for a sequence the call that starts it again. */
  readonly text: string
  readonly watched: boolean
}

/** What has to be emptied, and how. */
export interface Work {
  readonly truncate: readonly string[]
  readonly delete: readonly string[]
  readonly setval: readonly string[]
  readonly refresh: readonly string[]
}

const kindOf = (kind: string | null | undefined): Holder['kind'] =>
  kind === 'm' || kind === 'S' ? kind : 'r'

type Oids = readonly string[]

const listOf = (oids: Oids): string => `'{${oids.join()}}'::oid[]`

/** How many relations there are, and which of these hold rows or have counted; each part is planned each time. */
const inUse = (tables: Oids, sequences: Oids, views: Oids): string => {
  const parts = [
    `(select string_agg(o || case when n > ${smallBytes} then '+' else '' end, ',')
      from (select o, pg_relation_size(o) as n from unnest(${listOf(tables)}) o) s where n > 0)`,
    ...(sequences.length > 0
      ? [
          `(select string_agg(seqrelid::text, ',') from pg_sequence
            where seqrelid = any(${listOf(sequences)}) and pg_sequence_last_value(seqrelid) is not null)`,
        ]
      : []),
    ...(views.length > 0
      ? [
          `(select string_agg(oid::text, ',') from pg_class where oid = any(${listOf(views)}) and relispopulated)`,
        ]
      : []),
  ]
  return `select (select concat(count(*), ':', max(oid::bigint)) from pg_class), concat_ws(',', ${parts.join(', ')})`
}

/**
 * Knows what can hold rows, and asks only what of it does: the catalogs are read again when relations came or went,
 * or when told to.
 */
export class Holders {
  private readonly link: Link
  private known: readonly Holder[] = []
  private mark = ''
  constructor(link: Link) {
    this.link = link
  }
  /** Something may have changed what is known. */
  forget(): void {
    this.mark = ''
  }
  async work(): Promise<Work> {
    const found = await this.ask()
    if (found.mark === this.mark) return this.workOf(found.oids)
    const { rows } = await this.link.must(holders)
    this.known = rows.map(([oid, kind, text, w]) => ({
      oid: oid ?? '',
      kind: kindOf(kind),
      text: text ?? '',
      watched: w === 't',
    }))
    this.mark = found.mark
    return this.workOf((await this.ask()).oids)
  }
  /** Which are in use (an untouched one costs nothing), by their oids; `+` marks a large one. */
  private async ask(): Promise<{ readonly mark: string; readonly oids: ReadonlySet<string> }> {
    const oids = (kind: Holder['kind']): string[] =>
      this.known.flatMap((h) => (h.kind === kind ? [h.oid] : []))
    const { rows } = await this.link.must(inUse(oids('r'), oids('S'), oids('m')))
    const [mark, used] = rows[0] ?? []
    return { mark: mark ?? '', oids: new Set((used ?? '').split(',')) }
  }
  private workOf(oids: ReadonlySet<string>): Work {
    const texts = (which: (h: Holder) => boolean): readonly string[] =>
      this.known.filter(which).map((h) => h.text)
    const big = (h: Holder): boolean =>
      h.kind === 'r' && (oids.has(`${h.oid}+`) || (h.watched && oids.has(h.oid)))
    return {
      truncate: texts(big),
      delete: texts((h) => h.kind === 'r' && oids.has(h.oid) && !big(h)),
      setval: texts((h) => h.kind === 'S' && oids.has(h.oid)),
      refresh: texts((h) => h.kind === 'm' && oids.has(h.oid)).map((m) => `refresh materialized view ${m}`),
    }
  }
}
