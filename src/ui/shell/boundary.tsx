import { Component, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { tell } from '../kit/tell.ts'
import { download } from './download.ts'
import { closeDialog } from './ui-state.ts'

interface BoundaryProps {
  readonly children: ReactNode
  readonly part: string
  /** The design as a file, if one is open. */
  readonly save: () => { readonly name: string; readonly text: string } | undefined
}

interface BoundaryState {
  readonly failure: string | undefined
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A dialog that failed goes and says so: what is behind it goes on. */
export class DialogBoundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    closeDialog()
    tell(
      `That did not open. Check your connection, reload the page and try again. (${words(error)})`,
      'error',
    )
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}

/** A part that failed says so and can be tried again; the rest of the page and the design go on. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failure: undefined }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: words(error) }
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    const save = () => {
      const file = this.props.save()
      if (file) download(file.name, file.text, 'application/json')
    }
    return (
      <div role="alert" className="empty">
        <h2>{this.props.part} stopped working</h2>
        <p>
          Your design is safe: each change is stored in this browser as you make it. The cause was:{' '}
          <code>{failure}</code>
        </p>
        <div className="row wrap">
          <Button look="primary" onClick={() => this.setState({ failure: undefined })}>
            Try again
          </Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
          <Button onClick={save}>Save the design as a file</Button>
        </div>
      </div>
    )
  }
}
