import type { DesignRecord, Obj } from '../../../../store/index.ts'
import { useOpen } from '../../../kit/app.tsx'
import { kindWords } from '../../../kit/words.ts'
import { KeyForm } from './constraint-forms.tsx'
import { ExclusionForm } from './exclusion-form.tsx'
import { IndexForm } from './index-form.tsx'

type Constraint = Obj<'key' | 'index' | 'exclusion'>

const isConstraint = (r: DesignRecord | undefined): r is Constraint =>
  r?.kind === 'key' || r?.kind === 'index' || r?.kind === 'exclusion'

const formOf = (o: Constraint) => {
  switch (o.kind) {
    case 'key':
      return <KeyForm o={o} />
    case 'index':
      return <IndexForm o={o} />
    case 'exclusion':
      return <ExclusionForm o={o} />
  }
}

/** What decides which rows it concerns, and how. */
const gist = (o: Constraint): string =>
  o.kind === 'key' ? '' : JSON.stringify([o.elements, o.where?.text, o.where?.refs])

/**
 * The form of a key, an index or an exclusion as a person drew it: patterns may widen it, or make another kind of it
 * altogether, but what is set here is what was drawn.
 */
export const ConstraintForm = ({ o }: { readonly o: Constraint }) => {
  const record = useOpen((s) => s.design.records.get(o.id))
  const drawn = isConstraint(record) ? record : o
  const other = drawn.kind !== o.kind
  return (
    <>
      {(other || gist(drawn) !== gist(o)) && (
        <p className="field-note">
          Drawn as {other ? `a ${kindWords[drawn.kind]} ` : ''}below. Patterns make of it what the DDL shows.
        </p>
      )}
      {formOf(drawn)}
    </>
  )
}
