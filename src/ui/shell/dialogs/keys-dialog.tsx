import { canvasGestures, canvasKeys } from '../../canvas/index.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { isApple, type KeyEntry, shellKeys, spoken } from '../../kit/keys.ts'
import { panelKeys } from '../../kit/panel-keys.ts'
import { closeDialog } from '../ui-state.ts'

const KeysDialog = () => {
  const all: readonly KeyEntry[] = [...shellKeys, ...canvasKeys, ...canvasGestures, ...panelKeys]
  const groups = [...new Set(all.map((k) => k.group))]
  const apple = isApple()
  return (
    <Dialog wide scrolls title="Keys" about="Every action is in the palette too." onClose={closeDialog}>
      <div className="keys-list">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {all
                .filter((k) => k.group === group)
                .map((k) => (
                  <div key={`${k.id} ${k.label}`} className="keys-row">
                    <dt>{k.label}</dt>
                    <dd>
                      {k.keys.map((c) => (
                        <kbd key={c} className="kbd">
                          {spoken(c, apple)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
export default KeysDialog
