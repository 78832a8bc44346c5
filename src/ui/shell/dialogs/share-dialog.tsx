import { useEffect, useState } from 'react'
import type { App } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { CopyIcon, ExportIcon } from '../../kit/icons.ts'
import { copyText } from '../../kit/tell.ts'
import { saveFile } from '../files.ts'
import { closeDialog } from '../ui-state.ts'

type Link = Awaited<ReturnType<App['shareLink']>>

const Ready = ({ url, length }: { readonly url: string; readonly length: number }) => (
  <div className="stack">
    <label className="field">
      <span className="field-label">Link, {length.toLocaleString('en')} characters</span>
      <textarea
        className="input mono"
        readOnly
        rows={4}
        value={url}
        onFocus={(e) => e.currentTarget.select()}
      />
    </label>
    <p className="quiet">
      The whole design is in the part after #, which browsers never send to a server. Whoever opens it reads a
      copy; yours stays as it is.
    </p>
  </div>
)

const ShareDialog = () => {
  const app = useApp()
  const [link, setLink] = useState<Link>()
  useEffect(() => {
    let current = true
    void app.shareLink().then((l) => current && setLink(l))
    return () => {
      current = false
    }
  }, [app])
  const url = link?.ok ? link.value.url : undefined
  return (
    <Dialog
      title="Share by link"
      about="Opens read-only, and nothing of it runs until the reader asks for it."
      onClose={closeDialog}
      foot={
        <>
          <Button icon={ExportIcon} onClick={() => saveFile(app)}>
            Save as a file
          </Button>
          <Button
            look="primary"
            icon={CopyIcon}
            // Not disabled while the link is made: the dialog begins here.
            aria-disabled={url === undefined}
            onClick={() => url && void copyText(url, 'Link')}
          >
            Copy the link
          </Button>
        </>
      }
    >
      {!link && <p className="quiet">Packing the design …</p>}
      {link?.ok && <Ready url={link.value.url} length={link.value.length} />}
      {link && !link.ok && 'lost' in link.error && <p role="alert">{link.error.lost}</p>}
      {link && !link.ok && !('lost' in link.error) && (
        <p>
          This design needs {link.error.length.toLocaleString('en')} characters; links are kept under{' '}
          {link.error.limit.toLocaleString('en')}, so that chat programs and mail do not cut them. Save it as
          a file and send that.
        </p>
      )}
    </Dialog>
  )
}
export default ShareDialog
