import type { Theme } from '../../store/index.ts'

const key = 'damask.theme'

/** The theme that theme.js applied before the first paint. */
export const storedTheme = (): Theme => {
  try {
    const t = localStorage.getItem(key)
    return t === 'light' || t === 'dark' ? t : 'system'
  } catch {
    return 'system'
  }
}

const remember = (theme: Theme): void => {
  try {
    if (theme === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    document.documentElement.dataset.themeKept = 'no'
  }
}

const system = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

const paint = (theme: Theme): void => {
  const dark = theme === 'dark' || (theme === 'system' && system().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Applies and remembers; follows the system where that was chosen. Returns what stops it. */
export const applyTheme = (theme: Theme): (() => void) => {
  remember(theme)
  paint(theme)
  if (theme !== 'system') return () => undefined
  const query = system()
  const change = () => paint('system')
  query.addEventListener('change', change)
  return () => query.removeEventListener('change', change)
}
