import type { ParseArgsConfig } from 'node:util'

/** What the process ends with: fine; error issues or failed proofs; input that cannot be used. */
export const exit = { fine: 0, wrong: 1, unusable: 2 } as const
export type Exit = (typeof exit)[keyof typeof exit]

/** Values of the options by name, as parseArgs gives them. */
export interface Options {
  readonly [name: string]: string | boolean | undefined
}

export interface Args {
  readonly options: Options
  readonly positionals: readonly string[]
}

type OptionSpec = NonNullable<ParseArgsConfig['options']>[string]

export interface Command {
  readonly name: string
  /** What follows the name, such as `D [--pg N]`. */
  readonly usage: string
  readonly summary: string
  /** More lines for the command's own help. */
  readonly details?: readonly string[]
  readonly options?: Readonly<Record<string, OptionSpec>>
  /** Throws `Unusable` where the input cannot be used. */
  run(args: Args): Promise<Exit>
}
