import { useApp, useOpen } from '../kit/app.tsx'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { CopyIcon, ErrorIcon, LinkIcon, RunIcon, ViewIcon } from '../kit/icons.ts'
import { act } from './actions.ts'
import { useNarrow } from './use-narrow.ts'

/** Says why this design cannot be edited here, and what to do about it. */
export const Banner = () => {
  const app = useApp()
  const mode = useOpen((o) => o.mode)
  const mayRun = useOpen((o) => o.mayRun)
  const saved = useOpen((o) => o.saved)
  const narrow = useNarrow()
  if (mode === 'shared') {
    return (
      <section className="banner" aria-label="Read-only design">
        <Icon of={LinkIcon} />
        <span className="grow">
          Read-only, opened from a link. {mayRun ? '' : 'None of its SQL has been run.'}
        </span>
        {!mayRun && (
          <Button small icon={RunIcon} onClick={() => act(app, 'allow')}>
            Run checks
          </Button>
        )}
        <Button small look="primary" icon={CopyIcon} onClick={() => act(app, 'keep')}>
          Keep a copy
        </Button>
      </section>
    )
  }
  if (mode === 'follow') {
    return (
      <section className="banner" aria-label="Design open elsewhere">
        <Icon of={ViewIcon} />
        <span className="grow">Another tab edits this design. This one follows along.</span>
        <Button small look="primary" onClick={() => void app.takeOver()}>
          Take over
        </Button>
      </section>
    )
  }
  // Where there is a status bar, it says so.
  if (narrow && saved?.at === 'failed') {
    return (
      <section className="banner" aria-label="Design not saved">
        <Icon of={ErrorIcon} />
        <span className="grow">Not saved. {saved.message}</span>
        <Button small look="primary" onClick={() => act(app, 'save')}>
          Save as a file
        </Button>
      </section>
    )
  }
  return null
}
