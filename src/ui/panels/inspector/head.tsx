import type { Obj } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { IconButton } from '../../kit/button.tsx'
import { DeleteIcon, DuplicateIcon } from '../../kit/icons.ts'
import { kindWords } from '../../kit/words.ts'
import { LeftOut, NameInput, Owned, useMayEdit } from './edit.tsx'

/** The name, what it is, and what can be done with the whole of it. */
export const Head = ({ o }: { readonly o: Obj }) => {
  const app = useApp()
  const mayEdit = useMayEdit(o)
  const kind = kindWords[o.kind]
  return (
    <header className="inspector-head" data-form={o.id}>
      <div className="row">
        <div className="grow head-name">
          <NameInput o={o} label={`Name of the ${kind}`} unseen />
        </div>
        <span className="label">{kind}</span>
        {mayEdit && (
          <div className="row" style={{ gap: 0 }}>
            {o.kind !== 'extension' && (
              <IconButton
                small
                icon={DuplicateIcon}
                label={`Duplicate ${o.name}`}
                onClick={() => app.run(app.commands.duplicate([o.id]))}
              />
            )}
            <IconButton
              small
              icon={DeleteIcon}
              label={`Delete ${o.name}`}
              onClick={() => app.run(app.commands.remove([o.id]))}
            />
          </div>
        )}
      </div>
      <LeftOut o={o} />
      <Owned o={o} />
    </header>
  )
}
