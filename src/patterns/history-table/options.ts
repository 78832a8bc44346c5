import { flag, optionsOf } from '../kit/index.ts'

export interface Options {
  readonly actor: boolean
}

export const options = optionsOf<Options>({
  actor: flag('Who changed it', 'Record the acting user with every change.', true),
})
