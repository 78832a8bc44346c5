/** Input that cannot be used. It is thrown by what reads input and caught once, in `main`; each line is for people. */
export class Unusable extends Error {
  readonly lines: readonly string[]
  constructor(...lines: readonly string[]) {
    super(lines[0])
    this.lines = lines
  }
}
