import type { core, ZodMiniType } from 'zod/mini'

/** A zod schema of a pattern's options; anything it parses is an `O`. */
export type OptionSchema<O = unknown> = ZodMiniType<O>

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  number: 'a number',
}

/** What is wrong with an option's value, in words that say what to write. */
export const optionMessage = (issue: core.$ZodIssue): string => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no option ${issue.keys.map((k) => `"${k}"`).join(', ')}. Leave it out.`
    case 'invalid_type':
      return `write ${kinds[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return `choose one of ${issue.values.map((v) => `"${String(v)}"`).join(', ')}.`
    case 'invalid_union':
      return 'this is none of the forms that the option takes.'
    default:
      return issue.message
  }
}
