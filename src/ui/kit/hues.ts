import type { Hue } from '../../store/index.ts'

/** The colours of headers, areas and notes, as people call them. */
export const hueNames: Readonly<Record<Hue, string>> = {
  1: 'Blue',
  2: 'Sea',
  3: 'Teal',
  4: 'Green',
  5: 'Olive',
  6: 'Ochre',
  7: 'Rust',
  8: 'Plum',
}

export const hues: readonly Hue[] = [1, 2, 3, 4, 5, 6, 7, 8]
