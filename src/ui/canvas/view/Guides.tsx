import { useUi } from '../scope.ts'

const far = 100_000

/** The lines that the dragged table stands on. */
export const Guides = () => {
  const { x, y } = useUi((s) => s.guides)
  if (x === undefined && y === undefined) return null
  return (
    <svg className="cv-guides" aria-hidden="true">
      {x !== undefined && <path d={`M${x} ${-far}V${far}`} />}
      {y !== undefined && <path d={`M${-far} ${y}H${far}`} />}
    </svg>
  )
}
