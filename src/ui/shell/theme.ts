import type { Theme } from '../../store/index.ts'

const system = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

const paint = (theme: Theme): void => {
  const dark = theme === 'dark' || (theme === 'system' && system().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Shows the theme; follows the system where that was chosen. Returns what stops it. */
export const applyTheme = (theme: Theme): (() => void) => {
  paint(theme)
  if (theme !== 'system') return () => undefined
  const query = system()
  const change = () => paint('system')
  query.addEventListener('change', change)
  return () => query.removeEventListener('change', change)
}
