import type { BrowserContext, BrowserContextOptions } from '@playwright/test'

export type Unit = 'ms' | 's' | 'KB' | 'MB' | 'fps' | 'characters' | 'count' | '%'

/** What a figure must reach; absent where it is only told. */
export type Target = { readonly atMost: number } | { readonly atLeast: number }

/** One figure: a value a run. */
export interface Measure {
  readonly what: string
  readonly unit: Unit
  readonly values: readonly number[]
  readonly target?: Target
  /** What the value holds, or what was seen beside it. */
  readonly note?: string
  /** What must be so besides the figure, in words; each one that is not so. */
  readonly faults?: readonly string[]
}

/** Where the rows run. The browser starts with the first row that asks for it. */
export interface Bench {
  /** The folder of the built page. */
  readonly folder: () => Promise<string>
  readonly address: () => Promise<string>
  /** A browser profile of its own with an empty cache; its store is empty unless one is given. */
  readonly context: (state?: BrowserContextOptions['storageState']) => Promise<BrowserContext>
  readonly log: (text: string) => void
}

export interface Row {
  readonly name: string
  readonly title: string
  readonly run: (bench: Bench) => Promise<readonly Measure[]>
}

/** Runs of each figure; the median is the figure. */
export const runs = 7
