import { compareIds, ok, type Result } from '../../base/index.ts'
import { type Design, parseDesign, type RecordKind } from '../../design/index.ts'
import { type Codec, list, text } from './codec.ts'
import { Context, type Owner } from './context.ts'
import { type LinkError, linkError, newerLink, seal, unseal } from './envelope.ts'
import { newIds } from './ids.ts'
import { newer, type Reader } from './reader.ts'
import { revision, shapes } from './shapes.ts'
import { Writer } from './writer.ts'

/** Characters over which a link is not offered: mail and chat programs cut or refuse longer ones. */
export const linkLimit = 30_000

const kinds = Object.keys(shapes) as RecordKind[]
const nobody: readonly Owner[] = [{ kind: 'settings', id: '' as Owner['id'] }]
const authorList: Codec = list(text)
const start = (authors: readonly string[]): Context => new Context(authors, revision)

const groups = (design: Design): ReadonlyMap<RecordKind, readonly Owner[]> => {
  const out = new Map<RecordKind, Owner[]>(kinds.map((k) => [k, []]))
  for (const r of design.records.values()) out.get(r.kind)?.push({ ...r })
  for (const records of out.values()) records.sort((a, b) => compareIds(a.id, b.id))
  return out
}

/** The design as the text of an address's fragment, without `#`. The same design gives the same text. */
export const encodeLink = (design: Design): string => {
  const w = new Writer()
  w.uint(revision)
  w.bytes((design.id.match(/../g) ?? []).map((h) => Number.parseInt(h, 16)))
  const c = start(design.authors)
  authorList.write(w, [design.authors], nobody, c)
  const byKind = groups(design)
  for (const [kind, records] of byKind) {
    w.uint(records.length)
    newIds(kind).write(
      w,
      records.map((r) => r.id),
      records,
      c,
    )
  }
  for (const [kind, records] of byKind) if (records.length > 0) shapes[kind].write(w, records, c)
  return seal(w)
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** The document as JSON that nothing has checked. */
const readDocument = (r: Reader): unknown => {
  const found = r.uint()
  if (found > revision) r.fail(newer)
  const id = hex(r.bytes(16))
  const [authors] = authorList.read(r, nobody, start([]))
  const c = new Context((authors as readonly string[] | undefined) ?? [], found)
  const known = kinds.filter((kind) => shapes[kind].since <= found)
  const byKind = known.map((kind) => {
    const blank = Array.from({ length: r.spend(r.uint()) }, () => ({ kind, id: '' as Owner['id'] }))
    return newIds(kind)
      .read(r, blank, c)
      .map((id): Owner => ({ kind, id: id as Owner['id'] }))
  })
  known.forEach((kind, i) => {
    const records = byKind[i] ?? []
    if (records.length > 0) shapes[kind].read(r, records, c)
  })
  if (!r.atEnd) r.fail('it has something left over')
  return {
    format: 1,
    id,
    authors: c.authors,
    records: Object.fromEntries(byKind.flat().map((o) => [o.id, o])),
  }
}

/**
 * The design in a link's fragment. Any text gives a value; nothing that a link says is believed before
 * the reader of design files has checked it.
 */
export const decodeLink = (fragment: string): Result<Design, LinkError> => {
  const reader = unseal(fragment.startsWith('#') ? fragment.slice(1) : fragment)
  if (!reader.ok) return reader
  const document = readDocument(reader.value)
  const { problem } = reader.value
  if (problem === newer) return newerLink
  if (problem !== undefined) return linkError('invalid', `The link holds no design: ${problem}.`)
  const design = parseDesign(document)
  if (design.ok) return ok(design.value)
  const [first] = design.error
  return linkError('invalid', `The link holds no valid design: ${first?.path ?? ''} ${first?.message ?? ''}.`)
}

export { type LinkError, longestLink } from './envelope.ts'
