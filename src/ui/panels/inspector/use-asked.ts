import { type RefObject, useEffect, useState } from 'react'

/** Whether a line is open: pressed by a person, or asked for from outside, when it also comes into view. */
export const useAsked = (asked: boolean, line: RefObject<HTMLElement | null>) => {
  const [open, setOpen] = useState(asked)
  useEffect(() => {
    if (!asked) return
    setOpen(true)
    line.current?.scrollIntoView({ block: 'nearest' })
  }, [asked, line])
  return [open, setOpen] as const
}
