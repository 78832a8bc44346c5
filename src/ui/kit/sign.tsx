import { lazy, Suspense } from 'react'
import { calm } from './calm.ts'

interface SignProps {
  readonly name: string
  readonly size: number
}

const Glyph = lazy(() => calm().then(() => import('./glyph.tsx').then((m) => ({ default: m.Glyph }))))

/** A pattern's sign on the canvas, which is drawn before the signs are there: until then its place is kept. */
export const Sign = ({ name, size }: SignProps) => (
  <Suspense fallback={<span className="sign-wait" style={{ width: size, height: size }} />}>
    <Glyph name={name} size={size} />
  </Suspense>
)
