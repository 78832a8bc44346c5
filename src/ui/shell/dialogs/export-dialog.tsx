import { useState } from 'react'
import type { Bundle } from '../../../store/index.ts'
import { useApp, useAppState } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { ExportIcon, HeldIcon, WarningIcon } from '../../kit/icons.ts'
import { count } from '../../kit/text.ts'
import { download } from '../download.ts'
import { closeDialog } from '../ui-state.ts'

const contents: readonly (readonly [string, string])[] = [
  ['migrations/', 'up and down, what cannot run in a transaction apart'],
  ['schema.sql', 'the whole schema in one file'],
  ['tests/', 'every promise as pgTAP'],
  ['docs/decisions/', 'one record per pattern'],
  ['design.json', 'this design, to open again'],
]

type Stage =
  | { readonly at: 'idle' }
  | { readonly at: 'busy' }
  | { readonly at: 'done'; readonly bundle: Omit<Bundle, 'bytes'> }
  | { readonly at: 'failed'; readonly message: string }

const ExportDialog = () => {
  const app = useApp()
  const errors = useAppState((s) => s.problems.filter((p) => p.severity === 'error').length)
  const [stage, setStage] = useState<Stage>({ at: 'idle' })
  const run = async () => {
    setStage({ at: 'busy' })
    const r = await app.exportBundle()
    if (!r.ok) return setStage({ at: 'failed', message: r.error })
    const { bytes, ...bundle } = r.value
    download(bundle.name, new Uint8Array(bytes), 'application/zip')
    setStage({ at: 'done', bundle })
  }
  return (
    <Dialog
      title="Export migration bundle"
      about="A zip of files that psql runs; its down leaves nothing behind."
      onClose={closeDialog}
      foot={
        <Button
          look="primary"
          icon={ExportIcon}
          // Not disabled meanwhile: it would lose the focus.
          aria-disabled={stage.at === 'busy'}
          onClick={() => stage.at !== 'busy' && void run()}
        >
          {stage.at === 'busy' ? 'Checking and packing …' : 'Download the bundle'}
        </Button>
      }
    >
      <dl className="export-contents">
        {contents.map(([path, what]) => (
          <div key={path}>
            <dt className="mono">{path}</dt>
            <dd className="quiet">{what}</dd>
          </div>
        ))}
      </dl>
      {errors > 0 && stage.at === 'idle' && (
        <p className="row">
          <Icon of={WarningIcon} className="amber" />
          {count(errors, 'problem is', 'problems are')} still open; the bundle will say so.
        </p>
      )}
      {stage.at === 'done' && (
        <p role="status" className="row">
          {stage.bundle.sound ? (
            <Icon of={HeldIcon} className="green" />
          ) : (
            <Icon of={WarningIcon} className="amber" />
          )}
          <span>
            <strong>{stage.bundle.name}</strong> is downloaded. {stage.bundle.verified}
          </span>
        </p>
      )}
      {stage.at === 'failed' && (
        <p role="alert" className="row">
          <Icon of={WarningIcon} className="red" />
          {stage.message}
        </p>
      )}
    </Dialog>
  )
}
export default ExportDialog
