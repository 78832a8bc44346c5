/** The first number that no query is called by. */
export const freshName = (taken: readonly string[]): string => {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`Query ${n}`)) return `Query ${n}`
}

/** As many bytes as a name may have. */
const most = 63
const bytes = (text: string): number => new TextEncoder().encode(text).length

/** The text, cut where name and ending would be too long together. */
const ended = (name: string, ending: string): string => {
  const signs = [...name]
  while (bytes(signs.join('') + ending) > most) signs.pop()
  return signs.join('').trimEnd() + ending
}

/** The name with the first number behind it that makes it free; a number that is there already counts on. */
export const numberedName = (name: string, taken: ReadonlySet<string>): string => {
  const [, base = name, number = '1'] = /^(.*\S) (\d{1,6})$/.exec(name) ?? []
  for (let n = Number(number) + 1; ; n++) {
    const found = ended(base, ` ${n}`)
    if (!taken.has(found)) return found
  }
}
