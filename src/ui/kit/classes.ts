/** Class names that hold, joined. */
export const classes = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((n) => typeof n === 'string' && n !== '').join(' ')
