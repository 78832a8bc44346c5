/** Control and format characters (bidirectional marks among them) and any kind of space, line ends included. */
const unprintable = /[\p{C}\p{Z}]+/gu
const longest = 120

/** A name on one line of a comment or a title: nothing in it can end the line or turn the text's direction. */
export const oneLine = (name: string): string => {
  const line = name.replace(unprintable, ' ').trim()
  const short = [...line].slice(0, longest).join('')
  return short.length < line.length ? `${short}…` : short
}

/** A name in Markdown that reads as the name: no mark-up of its own, on one line. */
export const inMarkdown = (name: string): string =>
  oneLine(name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*{}[\]()#+!|~>]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')

/** Text that a person wrote, as paragraphs: no HTML, no control characters, no headings of its own. */
export const prose = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{C}\n]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^(\s*)(#|=+\s*$|-+\s*$|`{3,}|~{3,})/gm, '$1\\$2')
    .trim()

/** A fenced block that its content cannot close. */
export const fence = (language: string, content: string): string => {
  const runs = content.match(/`+/g) ?? []
  const ticks = '`'.repeat(Math.max(3, ...runs.map((r) => r.length + 1)))
  return `${ticks}${language}\n${content}\n${ticks}`
}

/** Part of a file's name: lower-case ASCII letters, digits and hyphens, or the fallback. */
export const slug = (name: string, fallback: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '') || fallback
