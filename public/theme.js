// Applies the reader's theme before the first paint. `damask.theme` is 'light', 'dark' or absent (follow the system).
;(() => {
  let stored = null
  try {
    stored = localStorage.getItem('damask.theme')
  } catch {
    stored = null // storage is blocked: follow the system
  }
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
