import { type AnyPattern, groups } from '../../store/index.ts'

/** Plurals count as their singular. */
const singular = (word: string): string =>
  word.length < 4
    ? word
    : word
        .replace(/ies$/, 'y')
        .replace(/(ss|x|ch|sh)es$/, '$1')
        .replace(/([^su])s$/, '$1')

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w !== '')
    .map(singular)

/** Two words side by side count as one too: `multitenant` finds `multi-tenant`. */
const withPairs = (words: readonly string[]): readonly string[] => [
  ...words,
  ...words.slice(1).map((w, i) => `${words[i]}${w}`),
]

/** Whether every typed word begins a word of what the pattern is called, does or belongs to. Nothing typed fits all. */
export const fitsPattern = ({ manifest: m }: AnyPattern, typed: string): boolean => {
  const known = [m.title, m.name, m.summary, groups[m.group], ...m.also.split(',')].flatMap((t) =>
    withPairs(wordsOf(t)),
  )
  return wordsOf(typed).every((w) => known.some((k) => k.startsWith(w)))
}
