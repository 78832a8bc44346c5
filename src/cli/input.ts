import { constants, createReadStream } from 'node:fs'
import { access, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Design, type DesignError, limits } from '../design/index.ts'
import { readJson } from '../formats/json/index.ts'
import type { Args } from './types.ts'
import { Unusable } from './unusable.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read or written',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file is in the way',
  EFBIG: 'it would be larger than files may be here',
}

/** The system's code of an error, such as ENOENT; '' where it has none. */
export const codeOf = (e: unknown): string => (e instanceof Error && 'code' in e ? String(e.code) : '')

/** What the system said about a path, in words. */
export const reasonOf = (error: unknown): string =>
  reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))

/** `20 MB`, or `980 KB` where it is less than one. */
const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`

/** Stops as soon as there is more than any design may hold, so that an endless input ends too. */
const collect = async (stream: Readable, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > most) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** A file, or stdin for `-`, of at most `most` bytes. */
export const readInput = async (path: string, most: number = limits.text): Promise<Buffer> => {
  const what = path === '-' ? 'stdin' : path
  let bytes: Buffer | undefined
  try {
    bytes = await collect(path === '-' ? process.stdin : createReadStream(path), most)
  } catch (e) {
    throw new Unusable(`${what}: ${reasonOf(e)}`)
  }
  if (!bytes) throw new Unusable(`${what}: it is larger than ${sizeText(most)}`)
  return bytes
}

const place = (e: DesignError): string => {
  if (e.line !== undefined) return `line ${e.line}${e.column === undefined ? '' : `, column ${e.column}`}: `
  return e.path === '' ? '' : `${e.path} `
}

/** The one design that the command line names. */
export const designAt = async (args: Args): Promise<{ readonly design: Design; readonly path: string }> => {
  const [path] = positionals(args, 1, 'a design: a file, or - for stdin')
  const read = readJson(await readInput(path ?? ''))
  const what = path === '-' ? 'stdin' : path
  if (!read.ok) throw new Unusable(...read.error.map((e) => `${what}: ${place(e)}${e.message}`))
  return { design: read.value, path: path ?? '' }
}

/** Exactly so many arguments beside the options. */
export const positionals = (args: Args, n: number, what: string): readonly string[] => {
  if (args.positionals.length < n) throw new Unusable(`give ${what}`)
  if (args.positionals.length > n) throw new Unusable(`one argument too many: ${args.positionals[n]}`)
  return args.positionals
}

/** An option's text; undefined where it was not given. */
export const textOption = (args: Args, name: string): string | undefined => {
  const v = args.options[name]
  return typeof v === 'string' ? v : undefined
}
export const neededOption = (args: Args, name: string): string => {
  const v = textOption(args, name)
  if (v === undefined || v === '') throw new Unusable(`--${name} is missing`)
  return v
}

/** Where a file may be changed but not replaced: its folder takes no others, or it is mounted by itself. */
const irreplaceable: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'])

/** Puts a whole new file in the place of one: what cannot be written to its end leaves the old one as it was. */
const replaceFile = async (path: string, mode: number, data: string | Uint8Array): Promise<void> => {
  await access(path, constants.W_OK)
  const target = await realpath(path)
  const beside = `${target}.${process.pid}.tmp`
  try {
    await writeFile(beside, data, { mode, flag: 'wx' })
    await rename(beside, target)
  } catch (e) {
    await rm(beside, { force: true })
    if (!irreplaceable.has(codeOf(e))) throw e
    await writeFile(target, data)
  }
}

/** A device or a pipe is written as it is, and so is a file that is not there yet. */
const writeWhole = async (path: string, data: string | Uint8Array): Promise<void> => {
  const old = await stat(path).catch(() => undefined)
  if (old?.isFile()) await replaceFile(path, old.mode, data)
  else await writeFile(path, data)
}

export const writeOutput = async (path: string, data: string | Uint8Array): Promise<void> => {
  try {
    await writeWhole(path, data)
  } catch (e) {
    throw new Unusable(`${path}: ${codeOf(e) === 'ENOENT' ? 'its folder is not there' : reasonOf(e)}`)
  }
}
