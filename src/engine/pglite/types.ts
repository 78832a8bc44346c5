import type { Link } from './link.ts'

/** Names of types by oid, as format_type writes them; asked for once. */
export class TypeNames {
  private readonly known = new Map<number, string>()
  private readonly link: Link
  constructor(link: Link) {
    this.link = link
  }
  async learn(oids: readonly number[]): Promise<void> {
    const asked = [...new Set(oids)].filter((o) => !this.known.has(o))
    if (asked.length === 0) return
    const { rows } = await this.link.must(
      `select o, pg_catalog.format_type(o, null) from unnest(array[${asked.join()}]::oid[]) o`,
    )
    for (const [oid, name] of rows) this.known.set(Number(oid), name ?? '')
  }
  name(oid: number): string {
    return this.known.get(oid) ?? 'unknown'
  }
  /** A new load gives the design's own types other oids, and may give an old oid to another type. */
  forget(): void {
    const firstUserOid = 16384
    for (const oid of this.known.keys()) if (oid >= firstUserOid) this.known.delete(oid)
  }
}
