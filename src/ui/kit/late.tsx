import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/** A part of the page whose code comes late. */
export type Late<P> = ComponentType<P> & {
  /** Begins to load it before it is drawn. Where that fails it is tried again, and said, when it is drawn. */
  readonly ahead: () => void
}

/**
 * A component that is loaded when it is first drawn, with `wait` in its place until then. React's own lazy would keep
 * a stand-in for 300 ms from when any was last put up, however early the code is there. A failure goes to the boundary
 * around it; drawn again, it loads again.
 */
export const late = <P extends object>(
  get: () => Promise<ComponentType<P>>,
  wait: (props: P) => ReactNode = () => null,
): Late<P> => {
  let Part: ComponentType<P> | undefined
  let coming: Promise<void> | undefined
  const load = (): Promise<void> => {
    coming ??= get().then(
      (found) => {
        Part = found
      },
      (error: unknown) => {
        coming = undefined
        throw error
      },
    )
    return coming
  }
  const Shown = (props: P): ReactNode => {
    const [, setHere] = useState(Part !== undefined)
    const [failure, setFailure] = useState<{ readonly error: unknown }>()
    useEffect(() => {
      let drawn = true
      load().then(
        () => drawn && setHere(true),
        (error: unknown) => drawn && setFailure({ error }),
      )
      return () => {
        drawn = false
      }
    }, [])
    if (failure) throw failure.error
    return Part ? <Part {...props} /> : wait(props)
  }
  const ahead = () => void load().catch(() => undefined)
  return Object.assign(Shown, { ahead })
}

/** In the place of a dialog that takes its time. */
export const Opening = (): ReactNode => (
  <p className="float opening" role="status">
    Opening …
  </p>
)

/** In the place of a panel that takes its time. */
export const Coming = (): ReactNode => <p className="empty coming">Opening …</p>
