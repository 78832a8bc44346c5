import { useEffect, useRef, useState } from 'react'
import type { App } from '../../../store/index.ts'
import { useApp } from '../../kit/app.tsx'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { CopyIcon, ExportIcon } from '../../kit/icons.ts'
import { copyText } from '../../kit/tell.ts'
import { saveFile } from '../files.ts'
import { closeDialog } from '../ui-state.ts'

type Link = Awaited<ReturnType<App['shareLink']>>

const counted = (n: number): string => n.toLocaleString('en')

const Ready = ({ url, length }: { readonly url: string; readonly length: number }) => (
  <div className="stack">
    <label className="field">
      <span className="field-label">Link, {counted(length)} characters</span>
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
  const refused = link && !link.ok ? link.error : undefined
  const main = useRef<HTMLButtonElement>(null)
  // The other button goes then, and what is left to do is said beside the one that does it.
  useEffect(() => {
    if (refused) main.current?.focus()
  }, [refused])
  return (
    <Dialog
      title="Share by link"
      about="Opens read-only, and nothing of it runs until the reader asks for it."
      onClose={closeDialog}
      foot={
        <>
          {!refused && (
            <Button icon={ExportIcon} onClick={() => saveFile(app)}>
              Save as a file
            </Button>
          )}
          <Button
            ref={main}
            look="primary"
            icon={refused ? ExportIcon : CopyIcon}
            // Not disabled while the link is made: the dialog begins here.
            aria-disabled={!link}
            onClick={() => (refused ? saveFile(app) : url && void copyText(url, 'Link'))}
          >
            {refused ? 'Save as a file' : 'Copy the link'}
          </Button>
        </>
      }
    >
      {!link && <p className="quiet">Packing the design …</p>}
      {link?.ok && <Ready url={link.value.url} length={link.value.length} />}
      {refused && (
        <p role="alert">
          {'lost' in refused
            ? refused.lost
            : `This design needs ${counted(refused.length)} characters; links are kept under ${counted(refused.limit)}, so that chat programs and mail do not cut them. Save it as a file and send that.`}
        </p>
      )}
    </Dialog>
  )
}
export default ShareDialog
