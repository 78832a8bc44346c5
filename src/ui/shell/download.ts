/** Hands a file to the person. */
export const download = (name: string, content: BlobPart, type: string): void => {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const a = document.createElement('a')
  a.href = url
  a.download = name
  a.click()
  // The browser has taken the blob by the time the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** What is being chosen with: no document has it, so that it would be collected while the person still looks for the file. */
const choosing = new Set<HTMLInputElement>()

/** Lets the person choose a design file. */
export const chooseFile = (take: (file: File) => void): void => {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  const over = (): void => void choosing.delete(input)
  input.oncancel = over
  input.onchange = () => {
    over()
    const file = input.files?.[0]
    if (file) take(file)
  }
  choosing.add(input)
  input.click()
}
