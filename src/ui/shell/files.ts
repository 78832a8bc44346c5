import type { App } from '../../store/index.ts'
import { tell } from '../kit/tell.ts'
import { chooseFile, download } from './download.ts'

/** Files beyond this are refused before they are read into memory. */
const mostBytes = 32 * 1024 * 1024

export const openFile = async (app: App, file: File): Promise<void> => {
  if (file.size > mostBytes) {
    tell(
      `${file.name} has ${Math.round(file.size / 1_048_576)} MB. A design file has at most 32 MB.`,
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
