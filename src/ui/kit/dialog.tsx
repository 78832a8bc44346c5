import { Content, Description, Overlay, Portal, Root, Title } from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import { CloseIcon } from './icons.ts'
import { useFocusReturn } from './use-focus-return.ts'

interface DialogProps {
  readonly title: string
  /** One sentence under the title; read out when the dialog opens. */
  readonly about: string
  readonly wide?: boolean
  /** As large as the page allows: something to work in. */
  readonly full?: boolean
  /** Long text without a control in it: the keys must be able to scroll it. */
  readonly scrolls?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly foot?: ReactNode
}

/** What a dialog is for, before its way out: a form's first field, else what its main button does. */
const startsAt =
  '.dialog-body :is(select, input:not([type="radio"]:not(:checked))), .dialog-foot .btn.primary:not(:disabled)'

const focusStart = (e: Event): void => {
  if (!(e.currentTarget instanceof HTMLElement)) return
  // By touch a search would bring the keyboard up over what is to be read.
  const search = matchMedia('(pointer: fine)').matches ? '[type="search"]' : startsAt
  const first =
    e.currentTarget.querySelector<HTMLElement>(search) ?? e.currentTarget.querySelector<HTMLElement>(startsAt)
  if (!first) return
  e.preventDefault()
  first.focus()
}

/** A modal dialog; mounted means open. Focus returns to where it was. */
export const Dialog = ({ title, about, wide, full, scrolls, onClose, children, foot }: DialogProps) => {
  const onCloseAutoFocus = useFocusReturn()
  return (
    <Root open onOpenChange={(open) => !open && onClose()}>
      <Portal>
        <Overlay className="shade" />
        <Content
          className={classes('dialog', wide && 'wide', full && 'full')}
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={focusStart}
        >
          <header className="dialog-head">
            <div className="grow">
              <Title>{title}</Title>
              <Description className="quiet">{about}</Description>
            </div>
            <IconButton icon={CloseIcon} label="Close" onClick={onClose} />
          </header>
          <div className="dialog-body" tabIndex={scrolls ? 0 : undefined}>
            {children}
          </div>
          {foot && <footer className="dialog-foot">{foot}</footer>}
        </Content>
      </Portal>
    </Root>
  )
}
