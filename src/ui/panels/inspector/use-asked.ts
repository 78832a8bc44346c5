import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Whether a line is open: pressed by a person, or asked for from outside, when it also comes into view. What was only
 * asked for closes once something else is, unless a person has worked in it: typing ten columns on the canvas leaves
 * the details of one open, not of ten.
 */
export const useAsked = (asked: boolean, line: RefObject<HTMLElement | null>) => {
  const [open, setOpen] = useState(asked)
  const used = useRef(false)
  useEffect(() => {
    const el = line.current
    const use = () => {
      used.current = true
    }
    el?.addEventListener('focusin', use)
    return () => el?.removeEventListener('focusin', use)
  }, [line])
  useEffect(() => {
    if (!asked) return
    setOpen(true)
    line.current?.scrollIntoView({ block: 'nearest' })
    return () => {
      if (!used.current) setOpen(false)
    }
  }, [asked, line])
  return [open, setOpen] as const
}
