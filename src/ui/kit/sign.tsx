import { calm } from './calm.ts'
import { late } from './late.tsx'

interface SignProps {
  readonly name: string
  readonly size: number
}

/** A pattern's sign on the canvas, which is drawn before the signs are there: until then its place is kept. */
export const Sign = late<SignProps>(
  () => calm().then(() => import('./glyph.tsx').then((m) => m.Glyph)),
  ({ size }) => <span className="sign-wait" style={{ width: size, height: size }} />,
)
