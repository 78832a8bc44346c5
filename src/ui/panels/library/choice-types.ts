/** One answer to a question: what it speaks for, and why, and against. Two points outweigh one of another question. */
export interface Answer {
  readonly label: string
  readonly speaks: Readonly<Record<string, readonly [points: number, because: string]>>
  readonly against?: Readonly<Record<string, number>>
}
/** What can be chosen without switching anything on. */
export interface Words {
  readonly title: string
  readonly summary: string
  readonly decision: string
  readonly consequences: string
}
export interface Question {
  readonly id: string
  readonly text: string
  readonly answers: readonly Answer[]
}
/** A choice between patterns that do the same job differently. */
export interface Topic {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly questions: readonly Question[]
  /** Choices that are no pattern, by the name under which answers speak for them. */
  readonly words?: Readonly<Record<string, Words>>
}
