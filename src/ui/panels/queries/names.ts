import { maxNameBytes, utf8Prefix } from '../../../store/index.ts'

/** The first number that no query is called by. */
export const freshName = (taken: readonly string[]): string => {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`Query ${n}`)) return `Query ${n}`
}

/** The text, cut where name and ending would be too long together. */
const ended = (name: string, ending: string): string =>
  utf8Prefix(name, maxNameBytes - ending.length).trimEnd() + ending

/** The name with the first number behind it that makes it free; a number that is there already counts on. */
export const numberedName = (name: string, taken: ReadonlySet<string>): string => {
  const [, base = name, number = '1'] = /^(.*\S) (\d{1,6})$/.exec(name) ?? []
  for (let n = Number(number) + 1; ; n++) {
    const found = ended(base, ` ${n}`)
    if (!taken.has(found)) return found
  }
}
