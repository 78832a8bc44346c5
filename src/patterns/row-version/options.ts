import { optionsOf, text } from '../kit/index.ts'

export interface Options {
  readonly column: string
}

export const options = optionsOf<Options>({
  column: text('version', /./, 'give the column a name', {
    title: 'Column',
    description: 'The name of the counter that every write of a row has to have read.',
  }),
})
