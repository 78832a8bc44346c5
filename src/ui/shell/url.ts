/**
 * The page's address, all of it in the fragment, so nothing of a design reaches a server:
 * `#d=<design>&t=<selected>&p=<dock tab>` for a stored design, a link's own text for a shared one (it begins with a
 * digit, and whoever hands it on may put anything behind it), nothing for the start screen. Opening and leaving a
 * design add a step to the browser's history; the rest replaces it.
 */
export type Address =
  | { readonly at: 'start' }
  | {
      readonly at: 'design'
      readonly id: string
      readonly selected: readonly string[]
      readonly dock?: string
    }
  | { readonly at: 'shared'; readonly fragment: string }

export const parseAddress = (hash: string): Address => {
  const fragment = hash.replace(/^#/, '')
  if (/^\d/.test(fragment) || (fragment !== '' && !fragment.includes('='))) return { at: 'shared', fragment }
  const params = new URLSearchParams(fragment)
  const id = params.get('d')
  if (!id || !/^[\w-]{1,64}$/.test(id)) return { at: 'start' }
  const dock = params.get('p')
  const selected = (params.get('t') ?? '').split(',').filter((t) => t !== '')
  return { at: 'design', id, selected, ...(dock ? { dock } : {}) }
}

export const formatAddress = (a: Address): string => {
  if (a.at === 'start') return ''
  if (a.at === 'shared') return `#${a.fragment}`
  const parts = [`d=${a.id}`]
  if (a.selected.length > 0) parts.push(`t=${a.selected.slice(0, 8).map(encodeURIComponent).join(',')}`)
  if (a.dock) parts.push(`p=${a.dock}`)
  return `#${parts.join('&')}`
}

/** Whether going from one to the other is a step that Back should take back. */
export const isStep = (from: Address, to: Address): boolean =>
  from.at !== to.at || (from.at === 'design' && to.at === 'design' && from.id !== to.id)
