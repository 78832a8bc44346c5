import { Component, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { download } from './download.ts'

interface BoundaryProps {
  readonly children: ReactNode
  readonly part: string
  /** The design as a file, if one is open. */
  readonly save: () => { readonly name: string; readonly text: string } | undefined
}

interface BoundaryState {
  readonly failure: string | undefined
}

/** A part that failed says so and can be tried again; the rest of the page and the design go on. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failure: undefined }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: error instanceof Error ? error.message : String(error) }
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
