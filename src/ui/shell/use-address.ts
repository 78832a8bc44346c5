import { useEffect, useState } from 'react'
import type { App, AppState, DockTab, Id } from '../../store/index.ts'
import { tell } from '../kit/tell.ts'
import { type Address, formatAddress, isStep, parseAddress } from './url.ts'

const tabs: readonly DockTab[] = ['ddl', 'checks', 'rows', 'queries', 'problems']

const addressOf = (s: AppState, shared: string): Address => {
  if (!s.open || s.screen === 'start') return { at: 'start' }
  if (s.open.mode === 'shared') return { at: 'shared', fragment: shared }
  return {
    at: 'design',
    id: s.open.design.id,
    selected: s.selection,
    ...(s.view.dock === 'ddl' ? {} : { dock: s.view.dock }),
  }
}

/** What is open now may be about to go: the store is asked whatever it shows, and takes one after the other. */
const follow = async (app: App, to: Address): Promise<void> => {
  if (to.at === 'start') return app.leave()
  if (to.at === 'shared') {
    const opened = await app.openLink(to.fragment)
    if (!opened.ok) tell(opened.error, 'error')
    return
  }
  await app.openStored(to.id)
  const catalog = app.state.getState().open?.compiled.catalog
  const known = to.selected.filter((id) => catalog?.has(id)) as readonly Id[]
  if (known.length > 0) app.select(known)
  const dock = tabs.find((t) => t === to.dock)
  if (dock) app.setView({ dock })
}

/**
 * Keeps the address and the state together: what is opened shows in the address, Back and links are followed. True
 * while the design that the page was opened with is on its way, so that no start screen flashes before it.
 */
export const useAddress = (app: App): boolean => {
  const [arriving, setArriving] = useState(() => parseAddress(location.hash).at !== 'start')
  useEffect(() => {
    let shown = parseAddress(location.hash)
    /** Steps under way: one that is followed while another comes writes nothing. */
    let following = 1
    const settle = () => {
      following -= 1
      if (following > 0) return
      setArriving(false)
      write(app.state.getState())
    }
    const write = (s: AppState) => {
      if (following > 0) return
      const next = addressOf(s, shown.at === 'shared' ? shown.fragment : '')
      const text = formatAddress(next)
      if (text === formatAddress(shown)) return
      const url = text === '' ? location.pathname : text
      if (isStep(shown, next)) history.pushState(null, '', url)
      else history.replaceState(null, '', url)
      shown = next
    }
    const onHash = () => {
      const to = parseAddress(location.hash)
      if (formatAddress(to) === formatAddress(shown)) return
      shown = to
      following += 1
      void follow(app, to).finally(settle)
    }
    void (
      shown.at === 'design' ? follow(app, shown) : app.start(shown.at === 'shared' ? shown.fragment : '')
    ).finally(settle)
    window.addEventListener('popstate', onHash)
    window.addEventListener('hashchange', onHash)
    const stop = app.state.subscribe(write)
    return () => {
      stop()
      window.removeEventListener('popstate', onHash)
      window.removeEventListener('hashchange', onHash)
    }
  }, [app])
  return arriving
}
