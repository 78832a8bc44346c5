import { type App, limits } from '../../store/index.ts'
import { tell } from '../kit/tell.ts'
import { chooseFile, download } from './download.ts'

const inMegabytes = (bytes: number): string => `${Math.ceil((bytes / 1_048_576) * 10) / 10} MB`

export const openFile = async (app: App, file: File): Promise<void> => {
  // Refused before it is read into memory.
  if (file.size > limits.text) {
    tell(
      `${file.name} has ${inMegabytes(file.size)}. A design file has at most ${inMegabytes(limits.text)}.`,
      'error',
    )
    return
  }
  const text = await file.text().catch(() => undefined)
  if (text === undefined) {
    tell(`${file.name} could not be read. Is it a folder, or was it moved? Choose the file again.`, 'error')
    return
  }
  const r = await app.openFile(text, file.name)
  if (!r.ok) tell(r.error, 'error')
}

export const openFileByChoice = (app: App): void => chooseFile((file) => void openFile(app, file))

export const saveFile = (app: App): void => {
  if (!app.state.getState().open) return
  const file = app.saveFile()
  download(file.name, file.text, 'application/json')
}
